"""What does a person say that a report holds, and do the words stand there?"""
