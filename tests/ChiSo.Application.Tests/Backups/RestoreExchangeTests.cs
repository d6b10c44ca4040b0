using ChiSo.Application.Audit;
using ChiSo.Application.Backups;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Backups;

/// <summary>A restore killed between any two of its moves is taken back, and none is begun beside a server.</summary>
public sealed class RestoreExchangeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-exchange-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Killed_after_any_move_all_is_as_before(int moves)
    {
        Lay("a", "old a");
        Lay("b", "old b");
        Lay(".chiso-x.part/a", "new a");
        Lay(".chiso-x.part/b", "new b");
        var left = moves;
        Should.Throw<KilledException>(() => RestoreExchange.Run(folder, [Move("a", "kept/a"), Move("b", "kept/b"), Move("gone", "kept/gone"), Move(".chiso-x.part/a", "a"), Move(".chiso-x.part/b", "b")], () =>
        {
            if (--left == 0)
                throw new KilledException();
        }));

        RestoreExchange.TakeBack(folder).ShouldBeTrue();
        (Read("a"), Read("b")).ShouldBe(("old a", "old b"));
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count().ShouldBe(2);
        RestoreExchange.TakeBack(folder).ShouldBeFalse();
    }

    [Fact]
    public void Taken_back_halfway_it_is_taken_back_again()
    {
        Lay("a", "old a");
        Lay("b", "old b");
        Should.Throw<KilledException>(() => RestoreExchange.Run(folder, [Move("a", "kept/a"), Move("b", "kept/b")], () => throw new KilledException()));
        File.Move(Path.Combine(folder, "kept/a"), Path.Combine(folder, "a")); // and killed again before the note went
        RestoreExchange.TakeBack(folder).ShouldBeTrue();
        (Read("a"), Read("b")).ShouldBe(("old a", "old b"));
    }

    [Fact]
    public async Task Beside_a_server_nothing_is_restored_and_nothing_changes()
    {
        var data = Path.Combine(folder, "data", "chiso.db");
        Directory.CreateDirectory(Path.GetDirectoryName(data)!); // a file lies in a folder
        using (var installation = new Installation(data, Path.GetDirectoryName(data)!, TimeProvider.System))
        {
            (await installation.Database.MigrateAsync(Cancel)).Problems.ShouldBeEmpty();
            await installation.Reads.RecordAsync(ReadLog.TrailExported, "x", Change.OnThisMachine(TimeProvider.System, ""), Cancel);
            (await BackupWriting.WriteAsync(installation, Path.GetDirectoryName(data)!, Path.Combine(folder, "b.zip"), TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var held = HeldFile.TryTake(Path.Combine(folder, "data", BackupRestoring.ServeLock)).ShouldNotBeNull();
        var before = Directory.EnumerateFiles(Path.Combine(folder, "data")).Order(StringComparer.Ordinal).ToList();
        (await BackupRestoring.RestoreAsync(Path.Combine(folder, "b.zip"), data, Path.GetDirectoryName(data)!, replace: true, TimeProvider.System, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("restore.running");
        Directory.EnumerateFiles(Path.Combine(folder, "data")).Order(StringComparer.Ordinal).ShouldBe(before);
        held.Dispose();
        (await BackupRestoring.RestoreAsync(Path.Combine(folder, "b.zip"), data, Path.GetDirectoryName(data)!, replace: true, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
    }

    private FileMove Move(string from, string to) => new(Path.Combine(folder, from), Path.Combine(folder, to));

    private void Lay(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file lies in a folder
        File.WriteAllText(path, text);
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(folder, name));

    private sealed class KilledException : Exception;
}
