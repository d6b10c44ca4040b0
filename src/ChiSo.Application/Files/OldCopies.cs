namespace ChiSo.Application.Files;

/// <summary>Copies that newer ones have taken the place of.</summary>
internal static class OldCopies
{
    /// <summary>Removes them. One that can't be removed stays: it is in nobody's way.</summary>
    public static void Remove(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // The next one to be kept tries again.
            }
        }
    }
}
