"""Importing: the posts of another generator become stories, pictures and tags of this site."""
