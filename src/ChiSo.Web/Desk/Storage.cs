using System.Reflection;
using ChiSo.Application.Database;

namespace ChiSo.Web.Desk;

/// <summary>Where the installation keeps what it knows, and how much room is left.</summary>
/// <param name="Bytes">Of the embedded database; <c>null</c> for one on a server, which is looked after there.</param>
/// <param name="Free">Bytes left where files lie.</param>
public sealed record Storage(bool IsServer, long? Bytes, long Free)
{
    /// <summary>The version of the program.</summary>
    public static string Version => typeof(Storage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static Storage Of(ChiSoDatabase database, string folder) =>
        new(database.IsPostgres, database.File is { } file ? new FileInfo(file).Length : null, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);
}
