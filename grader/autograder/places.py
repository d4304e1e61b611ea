"""Where an autograder's files lie: below /autograder, or another folder in a rehearsal."""

SUBMISSION = "submission"  # what a student handed in
RESULTS = "results/results.json"  # what Gradescope looks for at the end
SOURCE = "source"  # the zip's content

# Within the zip.
EXAM = "exam.npz"
SETTINGS = "settings.json"
SECONDS = "seconds"  # after how many run_autograder gives up, for a shell to read
FAILURE = "failure.json"  # the results of a grading that failed
REQUIREMENTS = "requirements.txt"
WHEELS = "wheels"
