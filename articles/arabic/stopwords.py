"""Words so common that a search for other words is not held up by them; phrases keep them.

Function words, the words of questions among them, and particles that stand alone, as in لـCNN. Written as readers type
them; علي is left out, since it is a name as well as a spelling of على.
"""

from articles.arabic.normalize import fold

_WORDS = """
في من على إلى عن مع بين حتى منذ خلال حول عند لدى ضد دون قد لقد لا لم لن ما هل ثم أو أم بل لكن ولكن و
أن إن أنه إنه أنها إنها كان كانت يكون تكون هو هي هم هذا هذه ذلك تلك الذي التي الذين التى الذى إلي فى
متى أين كيف لماذا كم ماذا بماذا لمن مما ممن بما فيما عما هم هن نحن أنت
ليس ليست تم يتم كانوا عندما بعدما حين حينما وما وهو وهي وكان وكانت اللتي اللذين اللاتي
ال ل ب ف ك س
ماهو ماهي مين أية وماذا ولماذا وكيف وأين وكم ومتى وهل بأي لأي بأية وأي بكم فيم مم
كما كل أي بعد قبل غير عليه عليها فيه فيها منه منها به بها له لها لهم إذا إذ حيث كذلك أيضا وقد ومن وفي وعلى
""".split()

# فى and هى: Egyptian papers write every final ي so. على is not folded, nor is there a علي to unfold.
_EGYPTIAN = [f"{word[:-1]}ى" for word in _WORDS if word.endswith("ي")]

STOP_WORDS = frozenset(_WORDS) | frozenset(_EGYPTIAN) | frozenset(fold(word) for word in _WORDS if word != "على")
