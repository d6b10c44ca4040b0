namespace ChiSo.Web.Tests.House;

/// <summary>The files of the repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "node_modules", "out", "chiso-data", "TestResults", ".git", "assets", "Migrations"];

    /// <summary>Full path of the folder that holds <c>ChiSo.slnx</c>.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    /// <summary>Paths relative to the root, with slashes, of files people write; build output and generated migrations left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Walk(PathOf(folder)).Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(below => !NotOurs.Contains(Path.GetFileName(below))).SelectMany(Walk));

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ChiSo.slnx")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"No ChiSo.slnx above {AppContext.BaseDirectory}.");
    }
}
