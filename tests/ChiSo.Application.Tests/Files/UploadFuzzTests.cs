using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Appraisal;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Results.Fuzzing;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Files;

/// <summary>Whatever workbook or table somebody sends back filled (an agency's figures, figures filled in beforehand, a unit's own workbook, guidance, the calendar), its reader tells problems at their places or gives lines of the round. None throws, hangs or takes the memory. A failure names its case, which is made again from that number alone.</summary>
public sealed class UploadFuzzTests(PostgresServer postgres) : IDisposable
{
    private const int FirstCase = 20_261_300;
    private const long MostBytes = 1L << 30;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["figures.xlsx", "prefilled.xlsx", "prefilled.csv", "sheet.xlsx", "guidance.csv", "calendar.csv"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task A_damaged_file_is_answered(string kind) => RunAsync(kind, 60);

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Duration", "Long")]
    public Task Thousands_of_damaged_files_are_answered(string kind) => RunAsync(kind, 2_000);

    private async Task RunAsync(string kind, int cases)
    {
        using var made = await PrefilledRound.FilledAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.ConfirmAsync(made.Round.Officer));
        await made.HandInAsync();
        var (whole, read) = await UploadAsync(made, kind);
        read(whole).Problems.ShouldBeEmpty("the file as it is");
        for (var seed = FirstCase; seed < FirstCase + cases; seed++)
        {
            var mutations = new Mutations(seed);
            var damaged = kind.EndsWith(".xlsx", StringComparison.Ordinal) && seed % 4 > 0 ? mutations.DamageInside(whole) : mutations.Damage(whole); // a workbook that opens is read further
            try
            {
                await Task.Factory.StartNew(() => ShouldAnswer(read, damaged), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Longest, Cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new InvalidOperationException($"{kind}, case {seed}: {error.Message}", error);
            }
        }
    }

    private static void ShouldAnswer(Func<byte[], Answer> read, byte[] damaged)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = read(damaged);
        answer.Problems.ShouldAllBe(problem => problem.Code.Length > 0 && problem.What.Vi.Length > 0 && problem.Remedy.Vi.Length > 0);
        answer.Unknown.ShouldBeEmpty("what is read belongs to the round");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
    }

    /// <summary>A file of this kind as people get it, and what reads it back.</summary>
    private async Task<(byte[] Whole, Func<byte[], Answer> Read)> UploadAsync(PrefilledRound made, string kind)
    {
        var installation = made.Round.Installation;
        var desk = (await made.Prefilling.ReadAsync(OpenRound.Code, OpenRound.Block, Cancel)).ShouldNotBeNull();
        switch (kind)
        {
            case "figures.xlsx":
                var review = (await installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull().For(made.Appraiser);
                return (Workbook(FigureTemplate.Of(review, made.Appraiser)), bytes => Of(new FigureFile(review, made.Appraiser, (_, _) => null).Read(Tables(bytes, kind), kind), line => review.Lines.Contains(line.Line)));
            case "prefilled.xlsx" or "prefilled.csv":
                return (kind == "prefilled.csv" ? Encoding.UTF8.GetBytes(PrefilledRound.File) : Workbook(PrefilledTemplate.Of(desk, made.Office)), bytes =>
                {
                    var (problems, figures) = new PrefilledFile(desk, made.Office, made.Round.Clock.Now.UtcDateTime).Read(Tables(bytes, kind), kind);
                    return new(problems, [.. figures.Where(figure => desk.Map.Block.Unit(figure.Unit.Code) is null)]);
                });
            case "sheet.xlsx":
                var sheet = await made.Round.SheetAsync();
                return (Workbook(SheetTemplate.Of(sheet)), bytes => Of(new SheetFile(sheet, _ => null).Read(Tables(bytes, kind), kind), line => sheet.Own().Contains(line.Node)));
            case "guidance.csv":
                var board = (await installation.GuidanceDesk.ReadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
                return (Csv(GuidanceFile.Of(board)), bytes => Of(GuidanceFile.Read(At(bytes, kind), board), line => board.Find(line.Criterion) is not null));
            default:
                var live = (await installation.Live.FindAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
                return (Csv(CalendarFile.Of(live)), bytes => Of(CalendarFile.Read(At(bytes, kind), live.Stages), window => live.Stages.Contains(window.Stage) && window.Opens < window.Closes));
        }
    }

    private static Answer Of<T>(Result<ImmutableArray<T>> read, Func<T, bool> known) => new(read.Problems, read.TryGet(out var lines) ? [.. lines.Where(line => !known(line)).Cast<object>()] : []);

    private static TablesRead Tables(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        return TableFiles.Read(stream, name);
    }

    private string At(byte[] bytes, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Workbook(IEnumerable<WrittenSheet> sheets)
    {
        using var stream = new MemoryStream();
        SheetWriter.Write(stream, [.. sheets]);
        return stream.ToArray();
    }

    private static byte[] Csv(Table table)
    {
        using var stream = new MemoryStream();
        CsvTables.Write(stream, table, CsvWriting.Exchanged);
        return stream.ToArray();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <param name="Unknown">What was read and the round doesn't have.</param>
    private sealed record Answer(ImmutableArray<Problem> Problems, ImmutableArray<object> Unknown);
}
