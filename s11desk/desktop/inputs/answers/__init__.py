"""One input for each kind of answer. Each shows an answer and offers a changed one."""
