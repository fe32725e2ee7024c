"""What people do (verbs) and may ask (questions): the only stair to the window and the terminal."""
