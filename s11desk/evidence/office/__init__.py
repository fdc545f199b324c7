"""Word, Excel, PowerPoint and OpenDocument files: whole, without macros, programs and parts from elsewhere."""
