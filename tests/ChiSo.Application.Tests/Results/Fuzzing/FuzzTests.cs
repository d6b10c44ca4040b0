using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Tests.Results.RandomRounds;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results.Fuzzing;

/// <summary>Whatever bytes come in, an importer answers with a round or with problems: it never throws, hangs or takes the memory. A failure names its case, which is made again from that number alone.</summary>
public sealed class FuzzTests(OldWorkbook oldWorkbook, ITestOutputHelper output) : IClassFixture<OldWorkbook>
{
    private const int FirstCase = 20_260_000;
    private const int ShortCases = 60;
    private const int LongCases = 5_000;
    private const long MostBytes = 1L << 30;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongRun = TimeSpan.FromMinutes(6);

    private static readonly ImmutableArray<RoundDocument> Rounds = [RoundTablesTests.Parsed(SmallRound.Read(SmallRound.Files)), .. Enumerable.Range(0, 6).Select(RandomRound.Of)];

    public static TheoryData<string> Kinds => ["folder", "workbook", "workbook parts", "old workbook", "json"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_damaged_file_is_answered_with_a_round_or_with_problems(string kind) => Run(kind, ShortCases);

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Duration", "Long")]
    public void Thousands_of_damaged_files_are_answered_with_a_round_or_with_problems(string kind) => Run(kind, LongCases);

    [Theory]
    [InlineData("old workbook", 20_260_225)] // once asked for billions of empty cells
    [InlineData("old workbook", 20_262_398)] // once asked for 6 GB at a stroke
    public void What_once_went_wrong_stays_right(string kind, int seed) => Answer(kind, seed).ShouldBeFalse();

    private void Run(string kind, int cases)
    {
        var (clock, done, read) = (Stopwatch.StartNew(), 0, 0);
        for (; done < cases && clock.Elapsed < LongRun; done++)
        {
            if (Answer(kind, FirstCase + done))
                read++;
        }

        output.WriteLine($"{kind}: cases {FirstCase} to {FirstCase + done - 1}, {read} of {done} still rounds, {clock.Elapsed.TotalSeconds:0} s");
        done.ShouldBeGreaterThanOrEqualTo(Math.Min(cases, 1_000), "The machine is too slow for this run.");
    }

    /// <returns>Whether it was still a round.</returns>
    private bool Answer(string kind, int seed)
    {
        var answer = Task.Factory.StartNew(() => Measured(kind, seed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            answer.Wait(Longest, TestContext.Current.CancellationToken).ShouldBeTrue($"{kind}, case {seed}: no answer after {Longest}");
        }
        catch (AggregateException error)
        {
            throw new InvalidOperationException($"{kind}, case {seed}: {error.InnerException}", error.InnerException);
        }

        return answer.Result;
    }

    private bool Measured(string kind, int seed)
    {
        var mutations = new Mutations(seed);
        var round = mutations.Of(Rounds);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = kind switch
        {
            "folder" => Folder(round, mutations),
            "workbook" => RoundTables.Parse(TableFiles.Read(new MemoryStream(mutations.Damage(RoundTripTests.Workbook(round))), "r.xlsx")),
            "workbook parts" => RoundTables.Parse(TableFiles.Read(new MemoryStream(mutations.DamageInside(RoundTripTests.Workbook(round))), "r.xlsx")),
            "old workbook" => RoundTables.Parse(TableFiles.Read(new MemoryStream(mutations.Damage(oldWorkbook.Bytes)), "r.xls")),
            _ => RoundJsonTests.Read(mutations.Damage(RoundJsonTests.Bytes(round))),
        };
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
        if (!answer.TryGet(out var read))
        {
            answer.Problems.ShouldAllBe(problem => problem.Code.Length > 0 && problem.What.Vi.Length > 0 && problem.Remedy.En.Length > 0);
            return false;
        }

        // What is read must be a round like any other: it can be computed, and is itself again in every form.
        foreach (var block in read.Blocks)
            Computation.Compute(RoundSnapshot.ToInput(read, block));
        RoundTripTests.ShouldBeSame(RoundTables.Parse(RoundTripTests.Read(RoundTripTests.Folder(read))), read);
        RoundTripTests.ShouldBeSame(RoundJsonTests.Read(RoundJsonTests.Bytes(read)), read);
        return true;
    }

    private static Result<RoundDocument> Folder(RoundDocument round, Mutations mutations)
    {
        var files = RoundTripTests.Folder(round);
        var damaged = mutations.Of([.. files.Keys]);
        return RoundTables.Parse(RoundTripTests.Read(files.SetItem(damaged, mutations.Damage(files[damaged]))));
    }
}
