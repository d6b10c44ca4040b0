using ChiSo.Application.Files;

namespace ChiSo.Application.Backups;

/// <summary>A folder only its owner can look into, gone at the end.</summary>
internal sealed class PrivateFolder : IDisposable
{
    /// <summary>What such folders are called, also those a killed process left.</summary>
    public const string Pattern = ".chiso-*.part";

    /// <param name="beside">The folder it is made in.</param>
    public PrivateFolder(string beside)
    {
        Path = System.IO.Path.Combine(beside, $".chiso-{Guid.NewGuid():N}.part");
        OwnFolder.Make(Path);
    }

    public string Path { get; }

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A new file that its owner alone can read.</summary>
    public static FileStream Create(string file)
    {
        OwnFolder.Make(System.IO.Path.GetDirectoryName(file)!); // a file lies in a folder
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, options);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
