print("soulplayerd")
