"""The page: its canvas, frames, margins and design, and text and rows that flow over pages."""
