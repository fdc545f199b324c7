"""The e-mail with a return: its text and headers, and the record that it was prepared."""
