"""What a thing is: the pydantic models are the schema of every source file.

From them come validation, the scaffold of `new` and the reference table in
CONTRIBUTING. Nothing here touches a disk or a clock.
"""
