"""Which dates does a text give, and on which days do they fall?"""
