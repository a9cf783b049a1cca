print("soulctl")
