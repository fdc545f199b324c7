"""What is kept on this computer, copied, and moved to another: copies of the drafts, audits as files, notices."""
