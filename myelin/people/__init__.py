"""What members tell about their road with the illness, line by line with its own audience, and who may click with whom.

Treatments, hard things and a picture live here; name, role and the short lines live in `members`. Two people are
matched only on what each of them lets the other see.
"""
