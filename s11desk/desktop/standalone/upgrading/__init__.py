"""An audit that goes on with other questions: a newer version, or another year's."""
