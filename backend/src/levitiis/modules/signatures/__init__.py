"""Terms: papers that documents bring with them, frozen when issued, and who signed them."""
