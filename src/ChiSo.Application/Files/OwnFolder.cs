namespace ChiSo.Application.Files;

/// <summary>Folders for what only the installation may read: database, evidence, keys.</summary>
public static class OwnFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder unless it is there; one that is there keeps its rights. On Windows rights come from the folder above.</summary>
    public static DirectoryInfo Make(string path) => OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);
}
