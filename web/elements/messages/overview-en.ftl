# The whole model at a glance.

overview-name = The whole model
overview-layer-folded = { $title }, folded: Right arrow opens it
overview-fit = Fit
    .title = Fit the whole model into the window (0)
overview-in = +
    .title = Zoom in (+)
overview-out = −
    .title = Zoom out (−)
overview-here = Here
    .title = Here: go to where the program is (.)
overview-head = head { $head }
overview-expert = expert { $head }
overview-made = { $title }, { $shape }
overview-to-come = { $title }, { $shape }, not computed yet
overview-changed = { $name }, changed by an edit
overview-row = row “{ $token }”
overview-of = … of { $count }
overview-legend = Every square is a number of this run. Blank: not computed yet. Amber: where you are, and the token you follow.
overview-legend-edited = A glow: changed by an edit.
overview-help = Click: run to there. Scroll: zoom. Drag: move. Keys: arrows, Enter, + and −, 0.
overview-not-computed = Not computed yet. Enter runs the program to here.
overview-missing = There is nothing to show yet: give the overview a scene, a session, or the id of a stepper.
