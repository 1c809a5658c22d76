"""What does a text say about many events at once?"""
