using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: Xunit.AssemblyFixture(typeof(ChiSo.Application.Tests.Database.PostgresServer))]

namespace ChiSo.Application.Tests.Database;

/// <summary>A PostgreSQL server of our own for the tests of this assembly: from the system's packages, on a free loopback port, in a folder of its own, gone at the end.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lazy<string?> missing;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"chiso-pg-{Guid.NewGuid():N}");
    private readonly int port = FreePort();
    private string? programs;
    private int databases;

    public PostgresServer() => missing = new(Start);

    /// <summary>The connection string of a new, empty database. Skips the test, with the reason, where no server can be had.</summary>
    public string NewDatabase() => NewDatabase("template1");

    /// <summary>The same of a copy.</summary>
    /// <param name="like">Name of a database nobody is connected to.</param>
    public string NewDatabase(string like)
    {
        if (missing.Value is { } reason)
            Xunit.Assert.Skip(reason);

        var name = $"test_{Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture)}";
        using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {like}";
        command.ExecuteNonQuery();
        return ConnectionTo(name);
    }

    public void Dispose()
    {
        if (!missing.IsValueCreated || missing.Value is not null)
            return;
        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "stop", "-D", folder, "-m", "immediate", "-w");
        Directory.Delete(folder, recursive: true);
    }

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=chiso;Database={database};Timeout=15";

    /// <returns>Why there is no server; <c>null</c> when there is.</returns>
    private string? Start()
    {
        programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        if (programs is null)
            return "PostgreSQL is not installed (./test installs it).";

        Directory.CreateDirectory(folder);
        try
        {
            Launch();
            return null;
        }
        catch
        {
            Directory.Delete(folder, recursive: true); // a start that fails leaves nothing
            throw;
        }
    }

    private void Launch()
    {
        if (Environment.IsPrivilegedProcess)
            Started("chown", "postgres", folder);
        Run("initdb", "-D", folder, "-U", "chiso", "-A", "trust", "-E", "UTF8", "--no-sync");
        var options = $"-p {port.ToString(CultureInfo.InvariantCulture)} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=500";
        Run("pg_ctl", "start", "-D", folder, "-w", "-l", Path.Combine(folder, "log"), "-o", options);
    }

    // The server refuses to run as root.
    private void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(programs!, program); // set before the first call
        if (Environment.IsPrivilegedProcess)
            Started("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Started(path, arguments);
    }

    private static void Started(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Path.GetTempPath(), UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start.");
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {Patience}.");
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
