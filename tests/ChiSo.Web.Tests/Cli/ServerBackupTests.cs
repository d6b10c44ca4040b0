using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Tests.Database;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Cli;

/// <summary>Backups of a PostgreSQL database, and the way from one kind of database to the other.</summary>
public sealed partial class ServerBackupTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-moved-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Everything_goes_from_a_file_to_a_server_and_back_unchanged()
    {
        var here = await DemoAsync("here");
        await BackUpAsync(here, "first.zip");
        var server = postgres.NewDatabase();
        await RestoreAsync("first.zip", server, "server");
        await BackUpAsync((server, Of("server")), "second.zip");
        (await Application.Backups.BackupVerification.VerifyAsync(Of("second.zip"), folder, TimeProvider.System, Cancel)).TryGet(out var verified).ShouldBeTrue();
        verified!.Manifest.Database.ShouldBe("postgresql"); // sound, as just seen
        verified.Blocks.ShouldNotBeEmpty();
        verified.Trail.Checkpoints.ShouldBe(CheckpointStatus.Verified);
        await RestoreAsync("second.zip", Path.Combine(Of("back"), "chiso.db"), "back");

        ShouldHoldTheSame(Path.Combine(Of("back"), "chiso.db"), here.Data);
        ShouldHoldTheSame(Path.Combine(Of("back"), "answers.db"), Path.Combine(here.Folder, "answers.db"));
        (await PasskeyAsync(Path.Combine(Of("back"), "chiso.db"))).ShouldBe("điện thoại 3");
        File.Exists(Path.Combine(Of("server"), "answers.db")).ShouldBeFalse(); // they lie on the server
    }

    [Fact]
    public async Task A_server_goes_on_after_a_restore_and_never_gives_way_to_one()
    {
        var here = await DemoAsync("here");
        await BackUpAsync(here, "first.zip");
        var server = postgres.NewDatabase();
        await RestoreAsync("first.zip", server, "server");
        using (var installation = new Installation(server, Of("server"), TimeProvider.System))
        {
            await installation.Database.WriteAsync(context => Trail.AppendAsync(context, Trail.Installation, Change.OnThisMachine(TimeProvider.System, "thử"), "test.write", "x", new { }, Cancel), Cancel);
            (await installation.VerifyTrailAsync(Cancel)).Chains.ShouldAllBe(chain => chain.IsWhole);
        }

        var again = await Application.Backups.BackupRestoring.RestoreAsync(Of("first.zip"), server, Of("server"), replace: true, TimeProvider.System, Cancel);
        again.Problems.ShouldHaveSingleItem().Code.ShouldBe("restore.server-not-empty");
    }

    /// <summary>The demo with others at work, a survey with answers and a passkey.</summary>
    private async Task<(string Data, string Folder)> DemoAsync(string name)
    {
        Directory.CreateDirectory(Of(name));
        await DemoFolder.CopyAsync(othersAtWork: true, Of(name));
        using var installation = new Installation(null, Of(name), TimeProvider.System);
        await DemoSurvey.MakeAsync(installation, Cancel);
        await installation.Database.WriteAsync(async context =>
        {
            var account = await context.Set<Account>().FirstAsync(Cancel);
            context.Add(new IdentityUserPasskey<Guid> { UserId = account.Id, CredentialId = [1, 2, 3], Data = new() { Name = "điện thoại 3", PublicKey = [4, 5], AttestationObject = [], ClientDataJson = [], CreatedAt = DateTimeOffset.UnixEpoch } });
            return true;
        }, Cancel);
        return (Path.Combine(Of(name), "chiso.db"), Of(name));
    }

    private async Task BackUpAsync((string Data, string Folder) of, string file)
    {
        using var installation = new Installation(of.Data, of.Folder, TimeProvider.System);
        (await Application.Backups.BackupWriting.WriteAsync(installation, of.Folder, Of(file), TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();
    }

    private async Task RestoreAsync(string file, string to, string name) =>
        (await Application.Backups.BackupRestoring.RestoreAsync(Of(file), to, Of(name), replace: false, TimeProvider.System, Cancel)).Problems.ShouldBeEmpty();

    private string Of(string name) => Path.Combine(folder, name);

    private async Task<string?> PasskeyAsync(string data)
    {
        using var installation = new Installation(data, folder, TimeProvider.System);
        await using var context = installation.Database.Open();
        return (await context.Set<IdentityUserPasskey<Guid>>().SingleAsync(Cancel)).Data.Name;
    }

    private static void ShouldHoldTheSame(string file, string other)
    {
        var (here, there) = (Content(file), Content(other));
        here.Except(there, StringComparer.Ordinal).Take(3).ShouldBeEmpty();
        there.Except(here, StringComparer.Ordinal).Take(3).ShouldBeEmpty();
        here.Length.ShouldBe(there.Length);
    }

    /// <summary>Every row of every table as text; the passkey's JSON and the list of migrations aside, which each database writes in its own way. Times to the microsecond, which is as far as a server keeps them; zeros at the end are not written.</summary>
    private static ImmutableArray<string> Content(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var tables = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%passkeys' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name");
        tables.ShouldNotBeEmpty();
        return [.. tables.SelectMany(table => Rows(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"))];
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? "∅" : reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : FinerThanAServer().Replace(reader.GetString(at), time => time.Value[..^1].TrimEnd('0').TrimEnd('.')))));
        return rows;
    }

    [GeneratedRegex(":[0-9]{2}\\.[0-9]{7}", RegexOptions.None, 1000)]
    private static partial Regex FinerThanAServer();
}
