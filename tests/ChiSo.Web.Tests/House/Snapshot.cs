
namespace ChiSo.Web.Tests.House;

/// <summary>Compares text with a file of the repository. With the variable CHISO_ACCEPT=1 the file is written instead, to be read in the diff.</summary>
internal static class Snapshot
{
    public static void ShouldMatch(string text, string relativePath)
    {
        var path = Repository.PathOf(relativePath);
        if (Environment.GetEnvironmentVariable("CHISO_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // never a root folder
            File.WriteAllText(path, text);
        }

        var kept = File.Exists(path) ? Repository.Read(relativePath) : "";
        text.ShouldBe(kept, $"{relativePath} is not what the program says now; run the test with CHISO_ACCEPT=1 and read the diff.");
    }
}
