using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.Documents;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>Re-checks, minutes, lists of payments and quotas.</summary>
public sealed class RecheckTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Some_of_each_interviewers_visits_are_drawn_and_every_visit_stands_in_one_frame(Kind kind)
    {
        using var field = await VisitedAsync(kind);
        OpenRound.Must(await DrawAsync(field, 10, "42", 0)).ShouldBe(3, "10 % of 12 and of 8, rounded up, by interviewer");
        (await DrawAsync(field, 10, "42", 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overtaken");
        (await DrawAsync(field, 10, "42", 1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.nothing-to-check", "all visits were in that frame");
        var list = await ReadAsync(field);
        list.Rows.CountBy(row => row.Interviewer).OrderBy(one => one.Key, StringComparer.Ordinal).ShouldBe([KeyValuePair.Create("Người hai", 1), KeyValuePair.Create("Người mot", 2)]);
        OpenRound.Must(await field.VisitAsync(field.First, (await field.ListAsync(field.First)).First(one => one.IsOpen), VisitResult.FormCollected));
        (await ReadAsync(field)).Waiting.ShouldBe(1);
        OpenRound.Must(await DrawAsync(field, 5, "43", 1)).ShouldBe(1);

        using var again = await VisitedAsync(Kind.Sqlite);
        OpenRound.Must(await DrawAsync(again, 10, "42", 0));
        (await ReadAsync(again)).ShouldSatisfyAllConditions(
            other => other.Draws[0].FrameHash.ShouldBe(list.Draws[0].FrameHash),
            other => other.Rows.Select(row => row.Person.Reference).ShouldBe(list.Rows.Select(row => row.Person.Reference), "whoever has list and seed draws the same"));
    }

    [Fact]
    public async Task What_somebody_said_of_a_visit_is_checked_and_can_be_corrected()
    {
        using var field = await VisitedAsync(Kind.Sqlite);
        (await DrawAsync(field, 11, "x", 0)).Problems.Select(problem => problem.Code).ShouldBe(["field.share", "field.seed"]);
        (await field.Installation.Rechecking.DrawAsync(OpenSurvey.Code, Field.Area, 10, "1", 0, field.Coordinator, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        OpenRound.Must(await DrawAsync(field, 10, "42", 0));
        var row = (await ReadAsync(field)).Rows[0];
        Task<Engine.Result<FieldRecheck>> Record(RecheckResult? result, string note, int seen, DateOnly? day = null, Person? by = null) =>
            field.Installation.Rechecking.RecordAsync(OpenSurvey.Code, Field.Area, new(row.Check.Id, result, day ?? new(2026, 3, 10), note, seen), by ?? field.Supervisor, Cancel);
        (await Record(null, "", 0, new(2026, 3, 11))).Problems.Select(problem => problem.Code).ShouldBe(["field.result", "field.day"]);
        (await Record(RecheckResult.Differs, " ", 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.note");
        (await Record(RecheckResult.Confirmed, "", 0, by: field.Coordinator)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.not-allowed");
        var asker = (await field.BookAsync()).Worker(row.Check.InterviewerId).ShouldNotBeNull().Account;
        (await Record(RecheckResult.Confirmed, "", 0, by: field.Supervisor with { Id = asker })).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.own-visit");
        OpenRound.Must(await Record(RecheckResult.NotReached, "", 0)).Version.ShouldBe(1);
        (await Record(RecheckResult.Confirmed, "", 0)).Problems.ShouldHaveSingleItem().Code.ShouldBe("field.overtaken");
        OpenRound.Must(await Record(RecheckResult.Differs, "Con trai trả lời thay", 1)).By.ShouldBe("Người giamsat");
    }

    [Fact]
    public async Task Supervisors_find_those_drawn_among_their_open_work()
    {
        using var field = await VisitedAsync(Kind.Sqlite);
        var desk = new PersonDesk(field.Installation, field.Open.Clock);
        (await desk.OfAsync(field.Supervisor, Cancel)).ShouldBeEmpty("nobody is drawn");
        OpenRound.Must(await DrawAsync(field, 10, "42", 0)).ShouldBe(3);
        OpenRound.Must(await field.Installation.Rechecking.RecordAsync(OpenSurvey.Code, Field.Area, new((await ReadAsync(field)).Rows[0].Check.Id, RecheckResult.Confirmed, new(2026, 3, 10), "", 0), field.Supervisor, Cancel));
        (await desk.OfAsync(field.Supervisor, Cancel)).Select(work => (work.Kind, work.Round, work.Block, work.Left, work.All)).ShouldBe([(WorkKind.Recheck, OpenSurvey.Code, Field.Area, 2, 3)]);
        (await desk.OfAsync(field.Coordinator, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Minutes_and_lists_are_made_of_visits_and_open_without_a_fault()
    {
        using var field = await VisitedAsync(Kind.Sqlite);
        OpenRound.Must(await field.Installation.FieldCoordination.HandOverAsync(OpenSurvey.Code, Field.Area, new(field.First.Id, false, new(2026, 3, 10), 15, 5, 0), field.Coordinator, Cancel));
        OpenRound.Must(await field.Installation.FieldCoordination.HandOverAsync(OpenSurvey.Code, Field.Area, new(field.First.Id, true, new(2026, 3, 10), 3, 2, 1), field.Coordinator, Cancel));
        OpenRound.Must(await field.Installation.FieldCoordination.SetPricesAsync(OpenSurvey.Code, Field.Area, 30_000, 20_000, 1, field.Coordinator, Cancel));
        OpenRound.Must(await DrawAsync(field, 10, "42", 0));
        var book = await field.BookAsync();
        var given = TextOf(FieldMinutes.HandOver(book, book.Handovers[0], isIllustrative: false));
        given.ShouldContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        given.ShouldContain("1. Bên giao: Người dieuphoi, điều phối viên.");
        given.ShouldContain("Danh sách người được mời giao cho điều tra viên");
        given.ShouldContain("P13", Case.Sensitive, "who is still to be visited");
        var back = TextOf(FieldMinutes.HandOver(book, book.Handovers[1], isIllustrative: true));
        back.ShouldContain("đã nhận 15 phiếu mời, 5 phiếu hỏi giấy; đã trả lại 3 phiếu mời, 2 phiếu hỏi giấy");
        back.ShouldContain("1. Bên giao: Người mot, điều tra viên.");
        var minutes = TextOf(FieldMinutes.Recheck(await ReadAsync(field), new(2026, 3, 10), isIllustrative: false));
        minutes.ShouldContain("Đã phúc tra 0 trên 3 người được rút");

        using var file = new MemoryStream();
        SheetWriter.Write(file, PaymentList.Of(book, isIllustrative: false));
        file.Position = 0;
        using (var workbook = SpreadsheetDocument.Open(file, isEditable: false))
            new OpenXmlValidator().Validate(workbook).ShouldBeEmpty();
        var sheets = PaymentList.Of(book, isIllustrative: false);
        sheets[0].Rows.SelectMany(row => row.Cells).Single(cell => cell.Formula?.StartsWith("SUM", StringComparison.Ordinal) == true).Number.ShouldBe(20 * 30_000);
        sheets[1].Rows.SelectMany(row => row.Cells).Where(cell => cell.Formula is not null).Select(cell => (cell.Formula, cell.Number)).ShouldBe([("C7*D7", 240_000m), ("C8*D8", 160_000m), ("SUM(E7:E8)", 400_000m)]);
    }

    [Fact]
    public async Task Nobody_is_paid_for_an_answer_by_link_or_twice_for_a_person()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await field.GiveAsync(field.First, 12));
        var own = await field.ListAsync(field.First);
        OpenRound.Must(await field.Open.AnswerAsync(field.Keys[own[0].Reference])); // by themselves
        OpenRound.Must(await field.VisitAsync(field.First, own[1], VisitResult.FormCollected));
        OpenRound.Must(await field.VisitAsync(field.First, own[1], VisitResult.FormCollected, seen: 1));
        (await field.BookAsync()).Done().Select(one => one.Person.Reference).ShouldBe(["P2"]);
    }

    [Fact]
    public async Task Quotas_are_counted_in_steps_of_the_smallest_group_and_turn_nobody_away()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres, form: Forms.Good("type|name|label|required\nselect_one yn|good|Good?|yes\ntext|why|Why?|", "list_name|name|label\nyn|yes|Yes\nyn|no|No"));
        OpenRound.Must(await field.Installation.FieldAreas.DeclareAsync(OpenSurvey.Code, new(Field.Area, "Địa bàn 1", "noivu", "good; yes; 10\ngood; no; 4", 1), field.Manager, Cancel));
        async Task<ImmutableArray<(int, bool)>> CountAsync() => [.. (await field.Installation.FieldQuotas.CountAsync(await field.PlaceAsync(), Cancel)).Select(quota => (quota.AtLeast, quota.IsReached))];
        var keys = field.Keys.Values.ToArray();
        foreach (var key in keys[..9])
            OpenRound.Must(await field.Open.AnswerAsync(key));
        (await CountAsync()).ShouldBe([(0, false), (0, false)], "nine look like none");
        foreach (var key in keys[9..14])
            OpenRound.Must(await field.Open.AnswerAsync(key));
        (await CountAsync()).ShouldBe([(10, true), (0, false)]);
        foreach (var key in (await field.Open.InviteAsync(24, prefix: "Q")).Select(link => link.Key).Take(9))
            OpenRound.Must(await field.Open.AnswerAsync(key, "no", "xa"));
        (await CountAsync()).ShouldBe([(10, true), (0, false)], "nine more came: one look before and one after the tenth would tell what they answered");
        OpenRound.Must(await field.Open.AnswerAsync(keys[14])).ShouldBe(Application.Surveys.Collection.Taken.Stored, "one more than wanted");
        (await CountAsync()).ShouldBe([(10, true), (0, false)], "ten more came: fifteen and nine");
        await field.Open.InStoreAsync("UPDATE told SET content = '{}'"); // as if it had been told otherwise
        (await CountAsync()).ShouldBe([(0, false), (0, false)], "it is told as it was, by every process and after every start");
    }

    /// <summary>Twelve forms collected by the first interviewer of fifteen people, eight by the second.</summary>
    private async Task<Field> VisitedAsync(Kind kind)
    {
        var field = await Field.NewAsync(kind, postgres);
        foreach (var (person, visits) in new[] { (field.First, 12), (field.Second, 8) })
        {
            OpenRound.Must(await field.GiveAsync(person, 15));
            foreach (var visited in (await field.ListAsync(person)).Take(visits))
                OpenRound.Must(await field.VisitAsync(person, visited, VisitResult.FormCollected));
        }

        return field;
    }

    private static Task<Engine.Result<int>> DrawAsync(Field field, int share, string seed, int seen) => field.Installation.Rechecking.DrawAsync(OpenSurvey.Code, Field.Area, share, seed, seen, field.Supervisor, Cancel);

    private static async Task<RecheckList> ReadAsync(Field field) => await field.Installation.Rechecking.ReadAsync(await field.PlaceAsync(), Cancel);

    private static string TextOf(WrittenDocument document)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(file, document);
        file.Position = 0;
        using var opened = WordprocessingDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(opened).ShouldBeEmpty();
        return opened.MainDocumentPart!.Document!.InnerText; // written just above
    }
}
