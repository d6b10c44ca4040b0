using ChiSo.Application.Tests.Database;

namespace ChiSo.Web.Tests.Crashes;

/// <summary>A folder a program can be started in again and again, and the database it works on.</summary>
internal sealed class Scratch : IDisposable
{
    private Scratch(Func<string, string> databaseIn)
    {
        Directory.CreateSymbolicLink(Path.Combine(Folder, "samples"), House.Repository.PathOf("samples"));
        Database = databaseIn(Folder);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("chiso-crash-").FullName;

    /// <summary>The connection string.</summary>
    public string Database { get; }

    public static Scratch Embedded() => new(folder => $"Data Source={Path.Combine(folder, "chiso.db")}");

    public static Scratch On(PostgresServer server) => new(_ => server.NewDatabase());

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int Code, string Out)> RunAsync(params string[] command)
    {
        using var process = System.Diagnostics.Process.Start(ServedProcess.Chiso(Folder, [.. command, "--database", Database]))!; // started, or it throws
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await complained);
    }

    /// <summary>Starts a command and ends it at once after a while, as when the power fails.</summary>
    public async Task KillAsync(TimeSpan after, params string[] command)
    {
        using var process = System.Diagnostics.Process.Start(ServedProcess.Chiso(Folder, [.. command, "--database", Database]))!; // started, or it throws
        await Task.Delay(after, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
