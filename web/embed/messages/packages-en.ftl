# What a packaged lesson says about its course system.

saving-kept = Your progress is saved.
saving-waiting = Your progress has not been saved yet. We will keep trying; you can carry on.
saving-none = No course system was found around this page. The lesson works, but nothing is reported.
saving-refused = The course system refused this session, so nothing is reported. Close this page and open the lesson from your course again. ({ $reason })
saving-review = You have finished this lesson and are reviewing it: nothing you do here changes your result. To be graded again, leave and start a new attempt (in Moodle, tick “Start a new attempt” before you enter).
saving-browse = This is a preview: nothing you do here is saved or graded. To be graded, leave and enter the lesson normally.
saving-leave = Back to the course
