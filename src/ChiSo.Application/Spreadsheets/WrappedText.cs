namespace ChiSo.Application.Spreadsheets;

/// <summary>How high a row must be for its wrapped text: programs that only print a file do not measure it.</summary>
internal static class WrappedText
{
    private const double LineHeight = 15;

    /// <summary>In points, for text of the usual size in a column so many characters wide; at least one line.</summary>
    public static double Height(string text, double width) => LineHeight * text.Split('\n').Sum(line => Lines(line, width));

    private static int Lines(string text, double width)
    {
        var (lines, used) = (1, 0d);
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > width)
                (lines, used) = (lines + 1, 0);
            used += (used > 0 ? 1 : 0) + word.Length;
            for (; used > width; used -= width) // a word longer than a line is cut
                lines++;
        }

        return lines;
    }
}
