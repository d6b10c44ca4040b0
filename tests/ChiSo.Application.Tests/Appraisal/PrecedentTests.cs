using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Precedent notes on both databases, and units treated differently on the same figures.</summary>
public sealed class PrecedentTests(PostgresServer postgres)
{
    private static readonly ReviewPart Criterion = ReviewedRound.Part with { Criterion = new(ReviewedRound.Drafts) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_note_stands_beside_its_criterion_this_year_and_the_next_and_is_withdrawn_not_deleted(Kind kind)
    {
        using var made = await ReviewedRound.NewAsync(kind, postgres);
        var precedents = made.Round.Installation.Precedents;
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5"));
        var note = OpenRound.Must(await precedents.WriteAsync(Criterion, new(OpenRound.Unit, "Ban hành sau thời hạn", "Không tính văn bản đó"), made.Appraiser, Cancel));
        OpenRound.Must(await precedents.WriteAsync(Criterion, new(OpenRound.Unit, "Ban hành sau thời hạn ", "Không tính văn bản đó"), made.Appraiser, Cancel)).Id.ShouldBe(note.Id, "a double click writes one note");

        var row = (await ReadAsync(made, OpenRound.Code)).ShouldHaveSingleItem();
        (row.Unit?.Vi, row.Note.Agency, row.Period).ShouldBe(("Sở Nội vụ", ReviewedRound.Agency, "2024"));
        await ImportNextYearAsync(made);
        (await ReadAsync(made, "ky-2025")).ShouldHaveSingleItem().Note.Id.ShouldBe(note.Id, "the code of the criterion is permanent");
        (await ReadAsync(made, "ky-2025", "TC_XD_QT")).ShouldBeEmpty();

        OpenRound.Must(await precedents.WithdrawAsync(Criterion, note.Id, made.AgencyLeader, Cancel));
        var withdrawn = (await ReadAsync(made, OpenRound.Code)).ShouldHaveSingleItem().Note;
        (withdrawn.Facts, withdrawn.WithdrawnBy, withdrawn.WithdrawnAt is not null).ShouldBe(("Ban hành sau thời hạn", "chutri", true));
        (await precedents.WithdrawAsync(Criterion, note.Id, made.AgencyLeader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("precedent.unknown");
        (await made.Round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_note_needs_facts_and_decision_and_comes_only_from_a_line_that_is_appraised()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        async Task<string> RefusedAsync(WritePrecedent input, ReviewPart? part = null) =>
            (await made.Round.Installation.Precedents.WriteAsync(part ?? Criterion, input, made.Appraiser, Cancel)).Problems.ShouldHaveSingleItem().Code;
        (await RefusedAsync(new("", "Ban hành sau thời hạn", " "))).ShouldBe("precedent.no-text");
        (await RefusedAsync(new("", "", "Không tính"))).ShouldBe("precedent.no-text");
        (await RefusedAsync(new(OpenRound.Unit, "a", "b"))).ShouldBe("precedent.not-decided");
        (await RefusedAsync(new("khong-co", "a", "b"))).ShouldBe("precedent.not-decided");
        (await RefusedAsync(new("", "a", "b"), ReviewedRound.Part with { Criterion = new("CD_KH_HT") })).ShouldBe("precedent.not-allowed", "another agency's criterion");
        (await RefusedAsync(new("", "a", "b"), ReviewedRound.Part)).ShouldBe("review.no-line", "a note is of one criterion");
        made.Round.Clock.Now = made.Round.Clock.Now.AddDays(60);
        (await RefusedAsync(new("", "a", "b"))).ShouldBe("precedent.stage-closed");
        (await ReadAsync(made, OpenRound.Code)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_but_the_agency_writes_or_withdraws()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        var note = OpenRound.Must(await made.Round.Installation.Precedents.WriteAsync(Criterion, new("", "a", "b"), made.AgencyLeader, Cancel));
        var people = new List<Person> { made.Round.Officer, made.Round.Leader, await made.Round.PersonAsync("ngoai", Role.Appraiser, "yte") };
        foreach (var role in Enum.GetValues<Role>().Where(role => !Roles.IsOfUnit(role)))
            people.Add(await made.Round.PersonAsync($"p{role}", role, ""));
        foreach (var person in people)
        {
            (await made.Round.Installation.Precedents.WriteAsync(Criterion, new("", "c", "d"), person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("precedent.not-allowed", person.FullName);
            (await made.Round.Installation.Precedents.WithdrawAsync(Criterion, note.Id, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("precedent.not-allowed", person.FullName);
        }

        (await ReadAsync(made, OpenRound.Code)).ShouldHaveSingleItem().Note.WithdrawnAt.ShouldBeNull();
    }

    [Fact]
    public async Task Units_that_declared_the_same_and_got_different_points_are_told_together()
    {
        using var made = await ReviewedRound.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await made.AppraiseAsync(made.Appraiser, "a=1;b=5"));
        var first = await made.LineAsync();
        ReviewLine Other(string unit, string entry, string? standing) => first with
        {
            Unit = first.Unit with { Code = unit }, Claim = Copy(first.Claim!, entry), Current = standing is null ? null : Copy(first.Current!, standing), // both are there: it was handed in and appraised
            State = standing is null ? ReviewState.Open : ReviewState.Appraised,
        };
        var (claim, given) = (first.Claim!.Entry, first.Current!.Entry); // likewise

        var unequal = UnequalTreatment.Find([first, Other("y", claim, claim), Other("x", claim, given), Other("khác số liệu", given, claim), Other("chưa thẩm định", claim, null)]).ShouldHaveSingleItem();
        unequal.Lines.Select(line => line.Unit.Code).ShouldBe(["y", OpenRound.Unit, "x"], "most points first");
        UnequalTreatment.PointsOf(unequal.Lines[0]).ShouldNotBe(UnequalTreatment.PointsOf(first));
        UnequalTreatment.Find([first, Other("x", claim, given)]).ShouldBeEmpty("the same decision");
    }

    private static Position Copy(Position position, string entry) => new()
    {
        BlockId = position.BlockId, Unit = position.Unit, Criterion = position.Criterion, Stage = position.Stage, Mark = 0, Sequence = 1, Entry = entry, Reason = "", Evidence = "", By = "", Place = 0,
    };

    private static async Task<List<PrecedentRow>> ReadAsync(ReviewedRound made, string code, string criterion = ReviewedRound.Drafts)
    {
        var round = (await made.Round.Installation.Live.FindAsync(code, Cancel)).ShouldNotBeNull();
        var block = round.Block(OpenRound.Block).ShouldNotBeNull();
        var node = (await made.Round.Installation.Sets.FindAsync(block.CriteriaSetId, Cancel)).Leaves().Single(leaf => leaf.Code.Value == criterion);
        return [.. (await made.Round.Installation.Precedents.ReadAsync(round, block, [node], Cancel))[node.Code]];
    }

    private static async Task ImportNextYearAsync(ReviewedRound made)
    {
        var last = (await made.Round.Installation.Rounds.LoadAsync(OpenRound.Code, Cancel)).ShouldNotBeNull();
        var next = Application.Results.RollOver.From(last, new("ky-2025", Words.Same("Kỳ 2025"), "2025", new(2025, 1, 1), new(2025, 12, 31), Words.Same(""), "thử"));
        OpenRound.Must(await made.Round.Installation.Rounds.ImportAsync(next, made.Round.By(Guid.Empty), Cancel));
    }
}
