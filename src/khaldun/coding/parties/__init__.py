"""Who took part, and who claims it, is accused of it or denies it?"""
