DROP INDEX submissions_past;
