using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Opening;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Sampling;

/// <summary>Errors of a two-stage sample are those of its clusters, in groups large enough that none tells who answered.</summary>
public sealed class ClusterGroupTests(PostgresServer postgres)
{
    private const int InCluster = 20;

    private static readonly Questionnaire Form = Forms.Good("type|name|label|factor\nselect_one s|q1|Q1|service\nselect_one s|q2|Q2|service", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nservice||1|Service");

    private static readonly Person Manager = SurveyManagers.With(Role.SurveyManager);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Figures of R's package survey for the same answers: tests/r/clusters.R, run on what this test exports.</summary>
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Errors_are_those_of_the_two_stage_design_by_R(Kind kind)
    {
        using var open = await SampledAsync(kind, people: InCluster);
        await AnswerAsync(open);
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var counted = await open.Installation.Counting.ReadAsync(closed, Cancel);
        counted.Sample.WithoutClusters.ShouldBeEmpty();
        counted.Said.En.ShouldEndWith("Each answer stands for people ÷ answers of its stratum by the frame. Errors reckon with the clusters of the sample.");
        var figures = OpenRound.Must(counted.Shown(closed).Index(closed, sizes: null)).ToDictionary(figure => (figure.Unit, figure.Code));
        await ExportAsync(open, closed);
        foreach (var (unit, value, error) in Known)
            figures[(unit, "service")].ShouldSatisfyAllConditions(figure => figure.Value.ShouldNotBeNull().ShouldBe(value, 1e-9), figure => figure.StandardError.ShouldNotBeNull().ShouldBe(error, 1e-8));
        var results = OpenRound.Must(await open.Installation.SurveyReading.ResultsAsync(closed, by: null, Cancel));
        results.WeighsPeople.ShouldBeTrue();
        results.Blocks.Single().Units.Single(unit => unit.Unit == "noivu").Main.Estimate.ShouldNotBeNull().StandardError.ShouldBe(Known[0].Error, 1e-8, "pages tell the same");
        (await open.Installation.Feeding.FindAsync(OpenSurvey.Code, Cancel)).ShouldNotBeNull().Figures.TryGet(out var fed).ShouldBeTrue();
        fed!.LeavesClustersOut.ShouldBeFalse(); // just above
    }

    private static ImmutableArray<(string Unit, double Value, double Error)> Known => [("noivu", 35.5115237047571, 7.2139934781587), ("tuphap", 34.7058823529412, 7.312738292167)];

    [Fact]
    public async Task Clusters_too_small_to_hide_in_go_together_and_where_there_are_not_two_groups_it_is_said()
    {
        using var open = await SampledAsync(Kind.Sqlite, people: 3);
        await AnswerAsync(open);
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var counted = await open.Installation.Counting.ReadAsync(closed, Cancel);
        var shown = counted.Shown(closed).Rows().ToList();
        shown.Where(answer => answer.ClusterGroup is not null).CountBy(answer => (answer.Unit, answer.Stratum, answer.ClusterGroup)).ShouldAllBe(group => group.Value >= 10);
        string.Join(", ", shown.Where(answer => answer.Unit == "noivu").Select(answer => $"{answer.Stratum} {answer.ClusterGroup is not null}").Distinct().Order(StringComparer.Ordinal)).ShouldBe("a True, b False"); // 18 answers were expected of b: one group
        counted.Sample.WithoutClusters.ShouldBe(["Sở Nội vụ", "Sở Tư pháp"]);
        counted.Said.Vi.ShouldContain("nhỏ hơn thực tế", Case.Sensitive, "wherever figures stand it says that margins are too small");
        OpenRound.Must(counted.Shown(closed).Index(closed, sizes: null)).ShouldNotBeEmpty();
        (await open.Installation.Feeding.FindAsync(OpenSurvey.Code, Cancel)).ShouldNotBeNull().Figures.TryGet(out var fed).ShouldBeTrue();
        fed!.LeavesClustersOut.ShouldBeTrue(); // just above
    }

    [Fact]
    public async Task Sizes_of_the_frame_weigh_where_everybody_came_from_the_draw_and_nowhere_else()
    {
        using var open = await SampledAsync(Kind.Sqlite, people: InCluster, method: "Simple");
        await AnswerAsync(open);
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var counted = await open.Installation.Counting.ReadAsync(closed, Cancel);
        counted.Sample.ShouldSatisfyAllConditions(sample => sample.Sizes.ShouldNotBeNull(), sample => sample.Clusters.ShouldBeEmpty(), sample => sample.WithoutClusters.ShouldBeEmpty());
        var rows = counted.Shown(closed).Rows().ToList();
        var shares = rows.Where(answer => answer.Unit == "noivu").GroupBy(answer => answer.Stratum).ToDictionary(stratum => stratum.Key, stratum => stratum.Average(answer => int.Parse(answer.Values["q1"], CultureInfo.InvariantCulture) >= 4 ? 100.0 : 0));
        var figure = OpenRound.Must(await open.Installation.SurveyReading.ResultsAsync(closed, by: null, Cancel)).Blocks.Single().Units.Single(unit => unit.Unit == "noivu").Figures.Single(figure => figure.Code == "q1");
        figure.Value.ShouldNotBeNull().ShouldBe(((480 * shares["a"]) + (300 * shares["b"])) / 780, 1e-9, "480 and 300 people");

        using var other = await SampledAsync(Kind.Sqlite, people: InCluster, method: "Simple");
        await other.InviteAsync(12, prefix: "X");
        await AnswerAsync(other);
        closed = OpenRound.Must(await other.Installation.Surveys.CloseAsync(OpenSurvey.Code, other.Change(), Cancel));
        var unweighted = await other.Installation.Counting.ReadAsync(closed, Cancel);
        unweighted.Sample.Sizes.ShouldBeNull("twelve came from no frame");
        unweighted.Said.Vi.ShouldContain("Không dùng trọng số của mẫu, phiếu về một đơn vị tính như nhau: có người được mời ngoài mẫu được chọn.");
    }

    /// <summary>Whoever finds a machine at a desk chose to answer; the index of a drawn sample rests on those drawn, weighed as before, and the machine's answers are told apart.</summary>
    [Fact]
    public async Task Answers_of_a_machine_at_a_desk_neither_enter_the_index_of_a_draw_nor_take_its_weights_away()
    {
        using var alone = await SampledAsync(Kind.Sqlite, people: InCluster, method: "Simple");
        await AnswerAsync(alone);
        using var visited = await SampledAsync(Kind.Sqlite, people: InCluster, method: "Simple");
        await AnswerAsync(visited);
        for (var at = 0; at < 12; at++)
            OpenRound.Must(await visited.Installation.Intake.TakeAsync(visited.Survey, LinkKey.New(), "noivu", new(visited.Survey.Form, new Dictionary<string, string> { ["q1"] = "1", ["q2"] = "1" }, new(2026, 3, 10)), AnswerMode.Kiosk, "", Cancel)).ShouldBe(Taken.Stored);
        var (quiet, busy) = (await IndexAsync(alone), await IndexAsync(visited));
        busy.Figures.ShouldBe(quiet.Figures);
        busy.Counted.Sample.Sizes.ShouldNotBeNull();
        busy.Counted.Said.Vi.ShouldContain("12 phiếu trả lời trên máy tại bộ phận một cửa là của người tự chọn trả lời");
        quiet.Counted.Sample.Visitors.ShouldBeNull();
        busy.Counted.Shown(visited.Survey).Rows().ShouldAllBe(answer => answer.Mode == AnswerMode.Link);
    }

    private static async Task<(CountedAnswers Counted, Dictionary<(string, string), (double, double, int)> Figures)> IndexAsync(OpenSurvey open)
    {
        var closed = OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var counted = await open.Installation.Counting.ReadAsync(closed, Cancel);
        return (counted, OpenRound.Must(counted.Shown(closed).Index(closed, sizes: null)).ToDictionary(figure => (figure.Unit, figure.Code), figure => (Math.Round(figure.Value.ShouldNotBeNull(), 9), Math.Round(figure.StandardError.ShouldNotBeNull(), 9), figure.Answers)));
    }

    [Theory]
    [InlineData(12, 20, 0.6, 10, 12)] // each by itself: 12 answers expected
    [InlineData(12, 10, 0.6, 10, 6)] // two by two
    [InlineData(12, 3, 1, 10, 3)] // four by four
    [InlineData(13, 10, 0.6, 10, 6)] // no even parting: one group has three
    [InlineData(3, 5, 1, 10, 0)] // one group alone would be no design
    public void Groups_are_as_many_and_as_even_as_the_smallest_allows(int clusters, int people, double response, int least, int groups)
    {
        var plan = OpenRound.Must(SamplePlanEntry.Read(SamplePlanEntry.Proposed, OpenSurvey.Declaration, DecimalMark.Comma)) with { Method = SampleMethod.TwoStage, People = people, Response = response };
        var drawn = Enumerable.Range(0, clusters).SelectMany(cluster => Enumerable.Range(0, people).Select(number => new DrawnPerson($"{cluster}-{number}", "noivu", "", $"c{cluster}", 1, false, 1))).ToImmutableArray();
        var made = ClusterGroups.Of(new(Guid.Empty, 1, plan, 7, 1, "", "", Guid.Empty, default, null, drawn, true), least);
        made.Values.Distinct().Count().ShouldBe(groups);
        if (groups > 0)
            made.Values.CountBy(group => group).ShouldAllBe(group => group.Value * people * response >= least);
    }

    /// <summary>The sample is invited: two strata of the one unit, none of the other, each in clusters.</summary>
    private async Task<OpenSurvey> SampledAsync(Kind kind, int people, string method = "TwoStage")
    {
        var open = await OpenSurvey.NewAsync(kind, postgres, form: Form);
        Invitee[] frame = [.. Cells.SelectMany(cell => Enumerable.Range(0, cell.Clusters * cell.Size).Select(number => new Invitee($"{cell.Stratum}{number}", cell.Unit, cell.Stratum, $"row {number}") { Cluster = $"c{number / cell.Size}" }))];
        var kept = OpenRound.Must(await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [frame.ToImmutableArray()], Manager, Cancel)).Frame.ShouldNotBeNull();
        var fields = SamplePlanEntry.Proposed.SetItem("method", method).SetItem("size", "total").SetItem("total", "300").SetItem("people", people.ToString(CultureInfo.InvariantCulture)).SetItem("reserve", "1");
        OpenRound.Must(await open.Installation.SurveySampling.DrawAsync(OpenSurvey.Code, OpenRound.Must(SamplePlanEntry.Read(fields, OpenSurvey.Declaration, DecimalMark.Comma)), "7", kept.Hash, Manager, Cancel));
        links = OpenRound.Must(await open.Installation.SurveySampling.InviteAsync(OpenSurvey.Code, 1, Manager, Cancel)).Links;
        return open;
    }

    private static (string Unit, string Stratum, int Clusters, int Size)[] Cells => [("noivu", "a", 12, 40), ("noivu", "b", 10, 30), ("tuphap", "", 8, 50)];

    private ImmutableArray<InvitationLink> links = [];

    /// <summary>Seven of ten, whose answers lie together within a cluster.</summary>
    private async Task AnswerAsync(OpenSurvey open)
    {
        foreach (var (to, key) in links)
        {
            var number = int.Parse(to.Reference.TrimStart('a', 'b'), CultureInfo.InvariantCulture);
            var cluster = number / Cells.Single(cell => (cell.Unit, cell.Stratum) == (to.Unit, to.Stratum)).Size;
            if (number * 13 % 10 >= 7)
                continue;
            var values = new Dictionary<string, string> { ["q1"] = Given((cluster * 3) + (number % 3)), ["q2"] = Given((cluster * 2) + (number % 4)) };
            OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, key, "", new(open.Survey.Form, values, new(2026, 3, 10)), AnswerMode.Link, "", Cancel)).ShouldBe(Taken.Stored);
        }
    }

    private static string Given(int at) => (1 + (at % 5)).ToString(CultureInfo.InvariantCulture);

    /// <summary>The script that comes along computes every figure again, where R is there.</summary>
    private static async Task ExportAsync(OpenSurvey open, LiveSurvey closed)
    {
        var files = new AnswerFiles(closed, await open.Installation.Counting.ReadAsync(closed, Cancel), await open.Installation.Outcomes.SaidAsync(closed, Cancel), isIllustrative: false);
        var folder = Directory.CreateDirectory(Path.Combine(open.Test.Folder, "export")).FullName;
        await using (var file = File.Create(Path.Combine(folder, "answers.csv")))
            files.Write(file, "csv", open.Clock.Now.UtcDateTime);
        await File.WriteAllTextAsync(Path.Combine(folder, "check.R"), OpenRound.Must(files.Script("answers.csv", await open.Installation.SurveyReading.BlocksAsync(closed, Cancel))), Cancel);
        if (Environment.GetEnvironmentVariable("CHISO_KEEP") is { } keep)
            File.Copy(Path.Combine(folder, "answers.csv"), keep, overwrite: true);
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("Rscript", ["--vanilla", "check.R"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder, Environment = { ["LC_ALL"] = "C.UTF-8" } })!; // a program that does not start throws
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, await wrong);
        (await said).ShouldContain("4 figures, 1 means, largest difference");
    }
}
