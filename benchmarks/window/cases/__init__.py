"""Cases of many desks: fill, officers at work, enquiries that pour in, a mailbox, processes killed."""
