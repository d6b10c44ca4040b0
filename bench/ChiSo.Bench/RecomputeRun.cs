using System.Diagnostics;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Bench;

/// <summary>A round of 100 communes and 120 criteria, all handed in and appraised. One line changes; measured is until its block's indices, ranks and classes stand again.</summary>
internal static class RecomputeRun
{
    private const int Times = 40;

    /// <param name="arguments">After <c>--recompute</c>: a PostgreSQL connection string to an empty database, if any.</param>
    public static async Task PrintAsync(ReadOnlyMemory<string> arguments)
    {
        var server = arguments.Length > 0 ? arguments.Span[0] : null;
        var folder = Directory.CreateTempSubdirectory("chiso-recompute-").FullName;
        try
        {
            using var installation = new Installation(server, folder, TimeProvider.System);
            var round = OfficersRound.Filled();
            await OfficersRound.OpenAsync(installation, round, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {(server is null ? "SQLite" : "PostgreSQL")}, {round.Blocks[0].Units.Length} units, {round.Blocks[0].Criteria.Leaves().Count()} criteria, {round.Blocks[0].Positions.Length} positions"));
            var input = RoundSnapshot.ToInput(round, round.Blocks[0]);
            Print("engine alone", await TimeAsync(_ => Task.FromResult(Computation.Compute(input))));
            Print("round at a glance, from the database, nothing kept", await TimeAsync(_ => new RoundDrafts(installation.Database, installation.Live, installation.Sets, TimeProvider.System).ReadAsync(OfficersRound.Code, CancellationToken.None), async turn => await ChangeAsync(installation, turn)));
            Print("round at a glance, from the database", await TimeAsync(_ => installation.Drafts.ReadAsync(OfficersRound.Code, CancellationToken.None), async turn => await ChangeAsync(installation, turn + Times)));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<double>> TimeAsync<T>(Func<int, Task<T>> measured, Func<int, Task>? before = null)
    {
        var times = new List<double>();
        for (var turn = 0; turn < Times; turn++)
        {
            if (before is not null)
                await before(turn);
            var began = Stopwatch.GetTimestamp();
            await measured(turn);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>An appraisal of one line is handed in, as a confirmed one is stored.</summary>
    private static Task<int> ChangeAsync(Installation installation, int turn) => installation.Database.WriteAsync(async context =>
    {
        var block = await context.Blocks.SingleAsync();
        var position = new Position
        {
            BlockId = block.Id, Unit = OfficersRound.UnitOf(0), Criterion = new(OfficersRound.LineOf(0, 0)), Stage = Stages.FirstReview, Mark = 0, Sequence = turn + 2,
            Entry = Application.Json.EngineJson.ToText<Entry>(new Entry.Figures([turn % 40, 40])), Reason = "", Evidence = "", By = "bench", Place = Position.AfterImported, At = DateTime.UnixEpoch,
        };
        position.HandIn(TimeProvider.System.GetUtcNow().UtcDateTime);
        context.Positions.Add(position);
        return 1;
    }, CancellationToken.None);

    private static void Print(string what, List<double> times)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {sorted[sorted.Count / 2]:0.0} ms, fastest {sorted[0]:0.0} ms, slowest {sorted[^1]:0.0} ms"));
    }
}
