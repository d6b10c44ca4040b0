using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Bench;

/// <summary>A day before the deadline: 500 signed-in officers save a line every five seconds while 20 people read. <c>chiso serve</c> is a process of its own, killed at the end, and every acknowledged save is looked for.</summary>
internal static class OfficersRun
{
    private const int Officers = OfficersRound.Units * OfficersRound.OfficersAUnit;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    /// <param name="arguments">After <c>--officers</c>: the built program, how many seconds, and a PostgreSQL connection string to an empty database, if any.</param>
    public static async Task PrintAsync(ReadOnlyMemory<string> arguments)
    {
        var (program, seconds) = (Path.GetFullPath(arguments.Span[0]), int.Parse(arguments.Span[1], CultureInfo.InvariantCulture));
        var server = arguments.Length > 2 ? arguments.Span[2] : null;
        var folder = Directory.CreateTempSubdirectory("chiso-officers-").FullName;
        try
        {
            using (var installation = new Installation(server, folder, TimeProvider.System))
                await OfficersRound.MakeAsync(installation, CancellationToken.None);
            using var chiso = ServedProgram.Start(program, server, folder);
            var address = new Uri($"http://127.0.0.1:{(await chiso.PortAsync()).ToString(CultureInfo.InvariantCulture)}");
            var run = new Load(address, TimeSpan.FromSeconds(seconds));
            await run.SignInAsync();
            Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {(server is null ? "SQLite" : "PostgreSQL")}, {OfficersRound.Units} units, {OfficersRound.Fields * OfficersRound.LinesAField} criteria, {Officers} officers, {OfficersRound.Readers} readers, client on the same machine");
            await run.LookAsync("empty");
            await run.GoAsync();
            Console.WriteLine(run.Report());
            await run.LookAsync("filled");
            await chiso.KillAsync();
            using var after = new Installation(server, folder, TimeProvider.System);
            Console.WriteLine($"killed; {await run.LostAsync(after)} of {run.Acknowledged} acknowledged saves are lost");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Load(Uri address, TimeSpan length)
    {
        private readonly ConcurrentBag<double> saves = [];
        private readonly ConcurrentBag<double> reads = [];
        private readonly ConcurrentDictionary<string, int> errors = new();
        private readonly int[,] stored = new int[Officers, OfficersRound.LinesAField];
        private readonly int[] next = new int[Officers];
        private List<DeskClient> officers = [];
        private List<DeskClient> readers = [];

        public int Acknowledged => stored.Cast<int>().Sum();

        public async Task SignInAsync()
        {
            officers = await Many(Officers, OfficersRound.Officer);
            readers = await Many(OfficersRound.Readers, OfficersRound.Reader);
        }

        /// <summary>The pages an officer sees, one after the other with nothing else asked.</summary>
        /// <param name="state">What the sheets hold, for the printed line.</param>
        public async Task LookAsync(string state)
        {
            foreach (var (who, name, path) in ((DeskClient, string, string)[])[(officers[0], "sheet of 120 criteria", Sheet(0)), (officers[0], "field of 15 criteria", Field(0)), (readers[0], "one criterion of 100 units", Criterion(0))])
            {
                var times = new List<double>();
                var size = 0;
                for (var time = 0; time < 60; time++)
                {
                    var began = Stopwatch.GetTimestamp();
                    size = await who.GetAsync(path);
                    times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {state}: median {Share(times, 0.5):0.0} ms, 99 % {Share(times, 0.99):0.0} ms, {size / 1024.0:0} KB transferred"));
            }
        }

        /// <summary>The load itself; what it answers while the program is still warming up isn't counted.</summary>
        public async Task GoAsync()
        {
            await GoAsync(WarmUp);
            saves.Clear();
            reads.Clear();
            await GoAsync(length);
        }

        private async Task GoAsync(TimeSpan time)
        {
            using var end = new CancellationTokenSource(time);
            await Task.WhenAll([.. Enumerable.Range(0, Officers).Select(number => SaveOnAsync(number, end.Token)), .. readers.Select((reader, place) => ReadOnAsync(reader, place, end.Token))]);
        }

        public string Report() => string.Create(CultureInfo.InvariantCulture,
            $"saves: {saves.Count / length.TotalSeconds:0.0} a second, median {Share(saves, 0.5):0.0} ms, 99 % {Share(saves, 0.99):0.0} ms, longest {saves.DefaultIfEmpty(0).Max():0} ms; pages read: {reads.Count / length.TotalSeconds:0.0} a second, 99 % {Share(reads, 0.99):0.0} ms; errors: {(errors.IsEmpty ? "none" : string.Join(", ", errors.Select(one => $"{one.Value} × {one.Key}")))}");

        public async Task<int> LostAsync(Installation installation)
        {
            await using var context = installation.Database.Open();
            var there = (await context.Positions.Where(row => row.Stage == Stages.Self).GroupBy(row => new { row.Unit, row.Criterion }).Select(line => new { line.Key.Unit, line.Key.Criterion, Last = line.Max(row => row.Sequence) }).ToListAsync())
                .ToDictionary(line => (line.Unit, line.Criterion.Value), line => line.Last);
            var lost = 0;
            for (var officer = 0; officer < Officers; officer++)
            {
                for (var line = 0; line < OfficersRound.LinesAField; line++)
                    lost += Math.Max(0, stored[officer, line] - there.GetValueOrDefault((OfficersRound.UnitOf(officer), OfficersRound.LineOf(officer, line))));
            }

            return lost;
        }

        private static double Share(IEnumerable<double> times, double share)
        {
            double[] sorted = [.. times.Order()];
            return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
        }

        private static string Sheet(int officer) => $"/desk/{OfficersRound.Code}/{OfficersRound.Block}/{OfficersRound.UnitOf(officer)}/self";

        private static string Field(int officer) => $"{Sheet(officer)}/{OfficersRound.FieldOf(officer)}";

        private static string Criterion(int line) => $"/desk/{OfficersRound.Code}/{OfficersRound.Block}/review/review1/{OfficersRound.LineOf(0, line)}";

        private async Task<List<DeskClient>> Many(int count, Func<int, string> name)
        {
            var made = new DeskClient[count];
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) => made[number] = await DeskClient.SignInAsync(address, name(number), OfficersRound.Password));
            return [.. made];
        }

        private async Task SaveOnAsync(int number, CancellationToken end)
        {
            try
            {
                await Task.Delay(Pause * (number / (double)Officers), end);
                await officers[number].TakeTokenAsync(Field(number));
                using var beat = new PeriodicTimer(Pause);
                while (!end.IsCancellationRequested)
                {
                    var save = next[number]++; // no value is sent twice in a row: that would store nothing
                    await SaveAsync(number, save % OfficersRound.LinesAField, save);
                    await beat.WaitForNextTickAsync(end);
                }
            }
            catch (OperationCanceledException)
            {
                // The time is up.
            }
        }

        private async Task SaveAsync(int number, int line, int save)
        {
            var code = OfficersRound.LineOf(number, line);
            var began = Stopwatch.GetTimestamp();
            var status = await officers[number].PostAsync($"{Field(number)}?handler=Line", new()
            {
                ["line"] = code, [$"e.{code}.a"] = (1 + (save % 40)).ToString(CultureInfo.InvariantCulture), [$"e.{code}.b"] = "60", [$"evidence.{code}"] = $"Báo cáo số {save.ToString(CultureInfo.InvariantCulture)}/BC",
                [$"reason.{code}"] = "", [$"seen.{code}"] = stored[number, line].ToString(CultureInfo.InvariantCulture),
            });
            saves.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (status == HttpStatusCode.OK)
                stored[number, line]++;
            else
                errors.AddOrUpdate(status.ToString(), 1, (_, count) => count + 1);
        }

        private async Task ReadOnAsync(DeskClient reader, int place, CancellationToken end)
        {
            try
            {
                for (var page = place; !end.IsCancellationRequested; page++)
                {
                    var began = Stopwatch.GetTimestamp();
                    await reader.GetAsync(page % 2 == 0 ? Criterion(page % OfficersRound.LinesAField) : Sheet(page * 7 % Officers));
                    reads.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    await Task.Delay(Pause, end);
                }
            }
            catch (OperationCanceledException)
            {
                // The time is up.
            }
        }
    }
}
