using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Bench;

/// <summary>How many people a second can answer a page of thirty questions: <c>chiso serve</c> as a process of its own, killed at the end, and every answer it acknowledged looked for. The numbers in <c>docs/performance.md</c> come from it.</summary>
internal static class IntakeRun
{
    private const string Code = BenchSurvey.Code;
    private const int Questions = BenchSurvey.Questions;
    private const int Units = BenchSurvey.Units;
    private const int AtOnce = 96;
    private const int WarmUp = 6000;

    /// <param name="arguments">After <c>--intake</c>: the built program, how many people, and a PostgreSQL connection string to an empty database, if any.</param>
    public static async Task PrintAsync(ReadOnlyMemory<string> arguments)
    {
        var (program, people) = (Path.GetFullPath(arguments.Span[0]), int.Parse(arguments.Span[1], CultureInfo.InvariantCulture));
        var server = arguments.Length > 2 ? arguments.Span[2] : null;
        var folder = Directory.CreateTempSubdirectory("chiso-intake-").FullName;
        try
        {
            var keys = await PrepareAsync(server, folder, WarmUp + (2 * people));
            using var chiso = ServedProgram.Start(program, server, folder);
            var port = await chiso.PortAsync();
            await RunAsync(chiso, port, keys[..WarmUp], IntakeSteps.Three);
            Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {(server is null ? "SQLite" : "PostgreSQL")}, {Questions} questions, {Units} units, {AtOnce} people at once, client on the same machine");
            Console.WriteLine($"first page, answers:                  {await RunAsync(chiso, port, keys[WarmUp..(WarmUp + people)], IntakeSteps.Two)}");
            Console.WriteLine($"first page, 30 questions, answers:    {await RunAsync(chiso, port, keys[(WarmUp + people)..], IntakeSteps.Three)}");
            await chiso.KillAsync();
            using var installation = new Installation(server, folder, TimeProvider.System);
            Console.WriteLine($"killed; {(await installation.Answers.OutlineAsync(Code, CancellationToken.None)).Groups.Sum(group => group.Answers)} of {keys.Length} answers are there");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(ServedProgram chiso, int port, ImmutableArray<string> keys, IntakeSteps steps)
    {
        var (queue, waits) = (new ConcurrentQueue<string>(keys), new ConcurrentBag<double>());
        var (start, served, own) = (Stopwatch.GetTimestamp(), chiso.ProcessorTime, Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            using var client = await IntakeClient.ConnectAsync(port, Code, Questions);
            while (queue.TryDequeue(out var key))
            {
                var began = Stopwatch.GetTimestamp();
                await client.AnswerAsync(key, steps);
                waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] sorted = [.. waits.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{keys.Length / seconds:0} a second; a person waits {sorted[sorted.Length / 2]:0} ms in all (99 %: {sorted[sorted.Length * 99 / 100]:0}); processor time a person: server {1000 * (chiso.ProcessorTime - served).TotalMilliseconds / keys.Length:0} µs, client {1000 * (Environment.CpuUsage.TotalTime - own).TotalMilliseconds / keys.Length:0} µs");
    }

    private static async Task<ImmutableArray<string>> PrepareAsync(string? server, string folder, int people)
    {
        using var installation = new Installation(server, folder, TimeProvider.System);
        await installation.Database.MigrateAsync(CancellationToken.None);
        var change = Change.OnThisMachine(TimeProvider.System, "bench");
        if (!DeclarationFile.Read(BenchSurvey.Write(folder, "invitation")).TryGet(out var declared) || !(await installation.Surveys.OpenAsync(declared, change, CancellationToken.None)).TryGet(out _))
            throw new InvalidOperationException("The survey made for the benchmark can't be opened.");
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var part in Enumerable.Range(0, people).Chunk(10_000))
        {
            Invitee[] list = [.. part.Select(number => new Invitee($"P{number.ToString(CultureInfo.InvariantCulture)}", $"u{(number % Units).ToString(CultureInfo.InvariantCulture)}", "", ""))];
            if (!(await installation.Surveys.InviteAsync(Code, list, change, CancellationToken.None)).TryGet(out var links))
                throw new InvalidOperationException("Nobody could be invited.");
            keys.AddRange(links.Select(link => link.Key));
        }

        return keys.ToImmutable();
    }
}

/// <summary>What a person asks of the server.</summary>
internal enum IntakeSteps
{
    /// <summary>GET of the page behind the link, POST of the answers.</summary>
    Two,

    /// <summary>With the page of the questions, by POST, between them: what a browser does.</summary>
    Three,
}
