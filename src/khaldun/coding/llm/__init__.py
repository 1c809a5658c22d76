"""What does a language model say that a report says, and which of it stands in the words?"""
