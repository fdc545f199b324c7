"""The parts of a document: cover, question, action plan, charts, pictures, signatures."""
