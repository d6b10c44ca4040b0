using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using ChiSo.Web.Tests.Crashes;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>The archive for a server without internet: packed, unpacked elsewhere, and served where no .NET is found.</summary>
[Trait("Duration", "Long")]
public sealed class BundleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_archive_serves_on_a_machine_that_has_no_runtime()
    {
        var archive = Repository.PathOf((await RunAsync(new(Repository.PathOf("bundle")) { WorkingDirectory = Repository.Root })).Trim().Split('\n')[^1]);
        (await File.ReadAllTextAsync(archive + ".sha256", Cancel)).ShouldStartWith(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive, Cancel))));
        var folder = Directory.CreateTempSubdirectory("chiso-bundle-").FullName;
        try
        {
            await using (var packed = File.OpenRead(archive))
            await using (var unzipped = new GZipStream(packed, CompressionMode.Decompress))
            await using (var entries = new TarReader(unzipped))
                await ExtractAsync(entries, folder);
            var program = Directory.GetDirectories(folder).ShouldHaveSingleItem();
            foreach (var file in (string[])["chiso.service", "INSTALL.md", "INSTALL.vi.md", "LICENSE"])
                File.Exists(Path.Combine(program, file)).ShouldBeTrue(file);
            (await RunAsync(Alone(program, "import", "samples/can-tho-2023", "--dry-run"))).ShouldContain("can-tho-2023");

            await using var served = await ServedProcess.StartAsync(Alone(program, "serve", "--urls", "http://127.0.0.1:0", "--database", $"Data Source={folder}/chiso.db", "--samples"));
            using var visitor = new HttpClient { BaseAddress = served.Address };
            (await visitor.GetStringAsync("/", Cancel)).ShouldContain("Cần Thơ");
            (await visitor.GetAsync("/sign-in", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await served.StopAsync()).ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Nothing belongs to whoever packed it, everybody may read it and run the program, and nobody else may write it.</summary>
    private static async Task ExtractAsync(TarReader entries, string folder)
    {
        while (await entries.GetNextEntryAsync(copyData: false, Cancel) is { } entry)
        {
            (entry.Uid, entry.Gid, entry.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite), entry.Mode.HasFlag(UnixFileMode.OtherRead)).ShouldBe((0, 0, UnixFileMode.None, true), entry.Name);
            if (entry.Name.EndsWith("/chiso", StringComparison.Ordinal))
                entry.Mode.HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue(entry.Name);
            var to = Path.Combine(folder, entry.Name);
            Directory.CreateDirectory(entry.EntryType == TarEntryType.Directory ? to : Path.GetDirectoryName(to)!); // below the folder
            if (entry.EntryType != TarEntryType.Directory)
                await entry.ExtractToFileAsync(to, overwrite: false, Cancel);
        }
    }

    /// <summary>Started where neither the path nor the environment leads to a .NET.</summary>
    private static ProcessStartInfo Alone(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(program, "chiso"), arguments) { WorkingDirectory = program, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/nowhere";
        start.Environment["HOME"] = program;
        start.Environment["DOTNET_ROOT"] = "/nowhere";
        return start;
    }

    private static async Task<string> RunAsync(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        using var process = Process.Start(start)!; // a program of the file was asked for
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromMinutes(12), Cancel);
        process.ExitCode.ShouldBe(0, await wrong);
        return await said;
    }
}
