using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Web.People;
using ChiSo.Web.Tests.House;
using Microsoft.Data.Sqlite;

namespace ChiSo.Web.Tests;

/// <summary>What <see cref="DemoPages"/> start from. On the embedded database it is made once in a run, and every class gets a copy of its own.</summary>
internal static class DemoFolder
{
    private static readonly Lazy<Task<string>> Alone = new(() => MakeAsync(othersAtWork: false));
    private static readonly Lazy<Task<string>> AmongOthers = new(() => MakeAsync(othersAtWork: true));

    /// <param name="othersAtWork">As <see cref="DemoPeople.MakeAsync(Installation, DemoCast, bool, CancellationToken)"/>.</param>
    public static async Task CopyAsync(bool othersAtWork, string to)
    {
        var from = await (othersAtWork ? AmongOthers : Alone).Value;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file in a folder
            File.Copy(file, copy);
        }
    }

    /// <summary>The sample of Cần Thơ frozen, an open round after it, a person of every role.</summary>
    public static async Task FillAsync(Installation installation, bool othersAtWork, CancellationToken cancel)
    {
        (await installation.Database.MigrateAsync(cancel)).TryGet(out _).ShouldBeTrue();
        RoundTables.Parse(TableFiles.Read(Repository.PathOf("samples/can-tho-2023"))).TryGet(out var round).ShouldBeTrue();
        (await installation.Rounds.ImportAsync(round!, Change.OnThisMachine(TimeProvider.System, "test"), cancel)).TryGet(out _).ShouldBeTrue(); // read just above
        (await installation.Freezing.FreezeAsync(round!.Code, Change.OnThisMachine(TimeProvider.System, "test"), cancel)).TryGet(out _).ShouldBeTrue();
        await DemoPeople.MakeAsync(installation, DemoCast.Usual, othersAtWork, cancel);
    }

    private static async Task<string> MakeAsync(bool othersAtWork)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-demo-made-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using (var installation = new Installation(null, folder, TimeProvider.System))
            await FillAsync(installation, othersAtWork, CancellationToken.None);
        SqliteConnection.ClearAllPools(); // the last one to close brings the log back into the database
        return folder;
    }
}
