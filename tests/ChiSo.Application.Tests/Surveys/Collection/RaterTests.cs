using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Several units rated on one form, never one's own.</summary>
public sealed class RaterTests(PostgresServer postgres) : IDisposable
{
    private static readonly Questionnaire Form = Forms.Good(
        "type|name|label|required|factor|appearance\nselect_one role|role|Role|yes||\nbegin_repeat|rated|Unit|||rated-units\nselect_one s|plan|Plan||work|\nselect_one s|letters|Letters||work|\nend_repeat||||",
        "list_name|name|label|no_opinion\ns|1|1|\ns|2|2|\ns|3|3|\ns|4|4|\ns|5|5|\nrole|head|Head|\nrole|staff|Staff|", "code|parent|weight|label\nwork||1|Work");

    private static readonly SurveyDeclaration Declaration = OpenSurvey.Declaration with
    {
        MinimumCell = 5, Units = [new("noivu", "Sở Nội vụ"), new("tuphap", "Sở Tư pháp"), new("taichinh", "Sở Tài chính")],
        Raters = [new("noivu", "Lãnh đạo Sở Nội vụ", ["tuphap", "taichinh"]), new("daibieu", "Đại biểu", ["noivu", "tuphap", "taichinh"])],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-raters-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Each_rated_unit_gets_the_answers_given_about_it_and_one_s_own_none(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres, Declaration, Form);
        var (officials, deputies) = (await open.InviteAsync(5, "noivu", prefix: "N"), await open.InviteAsync(5, "daibieu", prefix: "D"));
        (await open.Installation.Intake.AdmitAsync(open.Survey, officials[0].Key, Cancel)).TryGet(out var admitted).ShouldBeTrue();
        open.Survey.Declaration.RatedBy(admitted!.Unit).Select(unit => unit.Code).ShouldBe(["tuphap", "taichinh"]); // admitted just above
        foreach (var link in officials)
            OpenRound.Must(await SendAsync(open, link.Key, 2, (1, "5"), (2, "1"))).ShouldBe(Taken.Stored);
        foreach (var link in deputies)
            OpenRound.Must(await SendAsync(open, link.Key, 3, (1, "4"), (2, "2"), (3, ""))).ShouldBe(Taken.Stored);
        OpenRound.Must(await SendAsync(open, deputies[0].Key, 3, (1, "1"))).ShouldBe(Taken.Before, "the link serves once for the whole form");

        var answers = await open.AnswersAsync();
        answers.CountBy(answer => (answer.Unit, answer.Stratum)).OrderBy(one => one.Key).ShouldBe([new(("noivu", "daibieu"), 5), new(("taichinh", "noivu"), 5), new(("tuphap", "daibieu"), 5), new(("tuphap", "noivu"), 5)]);
        answers.First(answer => (answer.Unit, answer.Stratum) == ("tuphap", "noivu")).Values.ShouldBe([new("letters", "5"), new("plan", "5"), new("role", "head")]);
        var figures = OpenRound.Must(CollectedIndex.Compute(open.Survey, answers)).Where(figure => figure.Code == "work").ToDictionary(figure => figure.Unit, figure => (figure.Value, figure.Answers));
        figures.ShouldBe(new Dictionary<string, (double?, int)> { ["noivu"] = (100, 5), ["taichinh"] = (0, 5), ["tuphap"] = (50, 10) });
        (await open.Installation.Answers.DaysAsync(OpenSurvey.Code, Cancel)).Sum(day => day.Answers).ShouldBe(20);
        (await open.Installation.SurveyReading.BoardAsync(open.Survey, Cancel)).Units.Select(unit => (unit.Unit, unit.Count.Invited)).ShouldBe([("noivu", 5), ("daibieu", 5)]);
    }

    [Fact]
    public async Task Only_those_invited_rate_and_only_the_form_of_their_group()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, Declaration, Form);
        var link = (await open.InviteAsync(5, "noivu", prefix: "N"))[0];
        var forOne = new Filling(open.Survey.Form, new Dictionary<string, string> { ["role"] = "head", ["plan"] = "5" }, VietnamTime.Today(open.Clock));
        (await open.Installation.Intake.TakeAsync(open.Survey, link.Key, "noivu", forOne, AnswerMode.Link, "", Cancel)).Problems.Single().Code.ShouldBe("survey.no-unit");
        (await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, [.. Enumerable.Range(1, 5).Select(number => new Invitee($"X{number}", "taichinh", "", $"row {number}"))], open.Change(), Cancel)).Problems.Select(problem => problem.Code).Distinct().ShouldBe(["survey.no-unit"], "no group of that code rates anybody");
        OpenRound.Must(await SendAsync(open, link.Key, 30, (1, "5"), (3, "5"), (4, "5"))).ShouldBe(Taken.Stored);
        (await open.AnswersAsync()).Select(answer => answer.Unit).ShouldBe(["tuphap"], "turns beyond the group's units are nobody's");
    }

    [Fact]
    public async Task On_paper_too_a_group_rates_its_own_units_alone()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres, Declaration, Form);
        var keyer = new Person(Guid.NewGuid(), "An", [new Mandate { AccountId = Guid.NewGuid(), Role = Role.Keyer, Unit = "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
        var typed = new TypedForm("12-noivu", "noivu", "noivu", ImmutableSortedDictionary<string, string>.Empty.Add("role", "1").Add("plan", "5").Add("letters", "4"));
        (await open.Installation.PaperDesk.KeyAsync(OpenSurvey.Code, typed, keyer, Cancel)).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe([("survey.no-unit", "unit")], "nobody rates the own unit");
        (await open.Installation.PaperDesk.KeyAsync(OpenSurvey.Code, typed with { Stratum = "" }, keyer, Cancel)).Problems.Select(problem => problem.Where).ShouldBe(["unit"], "the group is named");
        OpenRound.Must(await open.Installation.PaperDesk.KeyAsync(OpenSurvey.Code, typed with { Unit = "tuphap" }, keyer, Cancel)).ShouldBe(PaperKeyed.First);
        var values = ImmutableSortedDictionary<string, string>.Empty.Add("role", "head").Add("plan", "5").Add("letters", "4");
        (await open.Installation.Paper.TakeAsync(open.Survey, [new("13", "noivu", "noivu", values, "row 2")], Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-unit");
        OpenRound.Must(await open.Installation.Paper.TakeAsync(open.Survey, [new("14", "noivu", "daibieu", values, "row 3")], Cancel)).ShouldBe(1);
    }

    [Fact]
    public void A_table_that_lets_somebody_rate_the_own_unit_is_refused_with_everything_else_that_is_wrong()
    {
        var table = Path.Combine(folder, "raters.csv");
        File.WriteAllText(table, "group,name,own,unit\nnoivu,,,noivu\nnoivu,,,tuphap\nphuong,Chủ tịch phường,tuphap,tuphap\nphuong,,,khac\nphuong,,,noivu\nphuong,,,noivu\n");
        var read = RaterTable.Of(RaterTable.Read(table), Declaration.Units);
        read.Groups.Select(group => (group.Code, group.Name, group.Own)).ShouldBe([("noivu", "noivu", null), ("phuong", "Chủ tịch phường", "tuphap")]);
        read.Problems.Select(problem => problem.Where).ShouldBe(["raters.csv:2:unit", "raters.csv:4:unit", "raters.csv:5:unit", "raters.csv:7:unit"], "each by its cell");
        Directory.CreateDirectory(Path.Combine(folder, "form"));
        File.WriteAllText(Path.Combine(folder, "form", "survey.csv"), "type,name,label\ninteger,visits,Visits\n");
        File.WriteAllText(Path.Combine(folder, "form", "settings.csv"), "form_id,version,form_title\nf,1,Form\n");
        var declaration = Path.Combine(folder, "survey.json");
        File.WriteAllText(declaration, """
            { "code": "thu", "questionnaire": "form", "asker": { "vi": "a" }, "decision": "b", "purpose": { "vi": "c" }, "minutes": 5, "telephone": "1", "consent": { "version": "1", "text": { "vi": "d" } },
              "opens": "2026-03-01", "closes": "2026-03-31", "keepUntil": "2027-12-31", "access": "anybody", "units": [{ "code": "noivu", "name": "Sở Nội vụ" }, { "code": "tuphap", "name": "Sở Tư pháp" }] }
            """);
        var faults = DeclarationFile.Read(declaration, table).Problems;
        faults.Select(fault => fault.What.En).ShouldBe(
        [
            "The declaration falls short: a form about several units is answered by invitation alone.", "The declaration falls short: group “noivu”: nobody rates the own unit (“noivu”).", "The declaration falls short: group “phuong”: nobody rates the own unit (“tuphap”).",
            "The declaration falls short: group “phuong”: there is no unit “khac”.", "The declaration falls short: group “phuong”: the unit “noivu” stands twice.",
            "The declaration falls short: the questionnaire has no repeat with the appearance rated-units.",
        ]);
        File.WriteAllText(table, "unit\nnoivu\n");
        RaterTable.Read(table).Problems.ShouldNotBeEmpty();
        File.WriteAllText(table, "group,unit\nnoivu,*\ndaibieu,*\n");
        RaterTable.Of(RaterTable.Read(table), Declaration.Units).Groups.Select(group => string.Join(' ', group.Units)).ShouldBe(["tuphap taichinh", "noivu tuphap taichinh"], "all but the own unit");
    }

    private static Task<Engine.Result<Taken>> SendAsync(OpenSurvey open, string key, int units, params (int Turn, string Value)[] rated)
    {
        var typed = new Dictionary<string, string> { ["role"] = "head", ["rated"] = $"{units}" };
        foreach (var (turn, value) in rated)
            (typed[$"plan~{turn}"], typed[$"letters~{turn}"]) = (value, value);
        return open.Installation.Intake.TakeAsync(open.Survey, key, "", new(open.Survey.Sheet, typed, VietnamTime.Today(open.Clock)), AnswerMode.Link, "", Cancel);
    }
}
