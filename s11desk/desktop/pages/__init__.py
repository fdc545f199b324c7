"""The pages of an audit, in rooms by step; the short ones, and what several pages share, are beside the rooms.

The frame builds a page from the open draft when a person visits it. A page keeps no data.
"""
