# What a packaged lesson says about its course system.

saving-kept = Your progress is saved.
saving-waiting = Your progress is not saved yet. We keep trying; you can go on.
saving-none = No course system was found around this page. The lesson works, but nothing is reported.
saving-refused = The course system refused this session, so nothing is reported. Close this page and open the lesson from your course again. ({ $reason })
saving-looking = You are looking at this lesson again: nothing you do here changes your result.
saving-leave = Back to the course
