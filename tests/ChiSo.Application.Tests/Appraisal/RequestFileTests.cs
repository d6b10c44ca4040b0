using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Files;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static ChiSo.Application.Tests.Appraisal.FiledRequests;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>Files of a request: new evidence its unit lays in, and notes of hearings with their minutes.</summary>
public sealed class RequestFileTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Kind> Databases => [Kind.Sqlite, Kind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task New_evidence_is_laid_in_once_read_by_panel_and_council_and_withdrawn_but_never_lost(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var other = await round.PersonAsync("xd", Role.Appraiser, "xaydung");
        var admitted = await AdmittedAsync(made, other.Id);
        var file = OpenRound.Must(await AttachAsync(made, admitted));
        OpenRound.Must(await AttachAsync(made, admitted)).Id.ShouldBe(file.Id, "the same file is one");
        (file.FileName, file.MediaType, file.HearingId).ShouldBe(("cong-van.pdf", "application/pdf", null));
        foreach (var (person, reads) in ((Person, bool)[])[(round.Officer, true), (made.Member, true), (other, true), (made.Reviewed.Appraiser, false), (round.Stranger, false)])
            (await OpensAsync(made, file, person)).ShouldBe(reads, person.FullName);

        await HeldFiles.HoldAsync(round.Installation.Database, file.FileHash, FileState.Pending);
        (await round.Installation.RequestFiles.OpenAsync(file.Id, other, Cancel)).ShouldNotBeNull().Content.ShouldBeNull("the scanner has not seen it");
        (await CaseAsync(made, admitted)).Holds.HoldOf(file.FileHash).ShouldBe(FileState.Pending);
        OpenRound.Must(await Files(made).DetachAsync(Address(admitted), file.Id, round.Leader, Cancel));
        (await CaseAsync(made, admitted)).NewEvidence.ShouldHaveSingleItem().WithdrawnAt.ShouldNotBeNull();
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.Select(link => link.Act).Where(act => act.StartsWith("request.file-") || act.StartsWith("request-file")).ToListAsync(Cancel)).Order(StringComparer.Ordinal)
            .ShouldBe(["request-file.read", "request-file.read", "request-file.read", "request.file-attached", "request.file-withdrawn"]);
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_the_units_leader_lays_files_in_while_the_request_is_open()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var admitted = await AdvisedAsync(made);
        foreach (var person in new[] { made.Reviewed.Round.Officer, made.Reviewed.Round.Stranger, made.Secretary, made.Member })
            (await AttachAsync(made, admitted, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed", person.FullName);
        (await Files(made).AttachAsync(Address(admitted), new("", SaysNotSecret: true), null, made.Reviewed.Round.Leader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-file");
        (await AttachAsync(made, admitted, content: new MemoryStream([1, 2, 3]))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.file");
        var file = OpenRound.Must(await AttachAsync(made, admitted));
        (await Files(made).DetachAsync(Address(admitted), file.Id, made.Member, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-allowed");
        var concluded = OpenRound.Must(await ConcludeAsync(made, admitted));
        (await AttachAsync(made, concluded)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.wrong-step");
        (await Files(made).DetachAsync(Address(concluded), file.Id, made.Reviewed.Round.Leader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.wrong-step");
    }

    [Fact]
    public async Task New_evidence_with_a_secrecy_stamp_is_refused()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        await SecrecySamples.ShouldBeHeldToAsync(made.Reviewed.Round.FilesFolder, made.Reviewed.Round.Installation.Database, async (file, says) => (await AttachAsync(made, filed, content: file, says: says)).Problems);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_hearing_is_written_down_by_panel_or_secretary_with_its_minutes(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var filed = OpenRound.Must(await FileAsync(made, "a=5;b=5"));
        (await HearAsync(made, filed, made.Secretary)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.wrong-step", "nobody looks at it yet");
        var admitted = OpenRound.Must(await Requests(made).AdmitAsync(Address(filed), Admission(made), made.Secretary, Cancel));
        foreach (var person in new[] { round.Leader, made.Reviewed.AgencyLeader, round.Stranger })
            (await HearAsync(made, admitted, person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel", person.FullName);
        (await HearAsync(made, admitted, made.Member, new(DateOnly.MaxValue, " ", "An", "", new("", SaysNotSecret: true)))).Problems.Select(problem => problem.Code).ShouldBe(["request.hearing-day", "request.hearing-gaps"]);

        var hearing = OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("biên bản")));
        OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("biên bản"))).Id.ShouldBe(hearing.Id, "a double click");
        round.Clock.Now += TimeSpan.FromMinutes(1);
        OpenRound.Must(await HearAsync(made, admitted, made.Secretary)).By.ShouldBe(made.Secretary.FullName);
        var told = await CaseAsync(made, admitted);
        told.Hearings.Select(one => told.MinutesOf(one)?.FileName).ShouldBe(["bien-ban.pdf", null]);
        told.NewEvidence.ShouldBeEmpty("minutes are not the unit's evidence");
        var minutes = told.MinutesOf(hearing).ShouldNotBeNull();
        (await OpensAsync(made, minutes, round.Officer), await OpensAsync(made, minutes, round.Stranger)).ShouldBe((true, false));
        (await Files(made).DetachAsync(Address(admitted), minutes.Id, round.Leader, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.unknown", "the unit takes no minutes back");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_note_of_a_hearing_is_taken_back_with_a_reason_and_told_as_withdrawn(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var round = made.Reviewed.Round;
        var admitted = await AdmittedAsync(made);
        var hearing = OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("biên bản")));
        var minutes = (await CaseAsync(made, admitted)).MinutesOf(hearing).ShouldNotBeNull();
        Task<Result<RequestHearing>> WithdrawAsync(Person person, string reason = "Ghi nhầm ngày", Guid? id = null) => Files(made).WithdrawHearingAsync(Address(admitted), id ?? hearing.Id, reason, person, Cancel);
        foreach (var person in new[] { round.Leader, made.Reviewed.AgencyLeader })
            (await WithdrawAsync(person)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel", person.FullName);
        (await WithdrawAsync(made.Member, " ")).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.no-withdrawal-reason");
        (await WithdrawAsync(made.Member, new('d', 501))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.withdrawal-reason-too-long");
        (await WithdrawAsync(made.Member, id: Guid.NewGuid())).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.unknown");

        var laid = (await CaseAsync(made, admitted)).Laid;
        OpenRound.Must(await WithdrawAsync(made.Secretary));
        OpenRound.Must(await WithdrawAsync(made.Member, "lần nữa")).WithdrawalReason.ShouldBe("Ghi nhầm ngày", "a double click");
        var told = await CaseAsync(made, admitted);
        var kept = told.Hearings.ShouldHaveSingleItem();
        (kept.Said, kept.WithdrawnBy, kept.WithdrawnAt, kept.WithdrawalReason).ShouldBe(("Đơn vị trình bày", made.Secretary.FullName, round.Clock.Now.UtcDateTime, "Ghi nhầm ngày"));
        (told.Laid, told.MinutesOf(kept)).ShouldBe((laid + 2, null), "whoever concludes must have seen it");
        (await OpensAsync(made, minutes, round.Officer), await OpensAsync(made, minutes, made.Member)).ShouldBe((false, true), "its minutes are for the council then");
        OpenRound.Must(await HearAsync(made, admitted, made.Member)).Id.ShouldNotBe(hearing.Id, "the same may be written down anew");
        (await round.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Minutes_sent_after_the_note_are_added_to_it_and_other_minutes_are_another_hearing(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var admitted = await AdmittedAsync(made);
        var noted = OpenRound.Must(await HearAsync(made, admitted, made.Member));
        OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("biên bản"))).Id.ShouldBe(noted.Id);
        OpenRound.Must(await HearAsync(made, admitted, made.Member)).Id.ShouldBe(noted.Id, "a double click");
        (await CaseAsync(made, admitted)).Files.ShouldHaveSingleItem().HearingId.ShouldBe(noted.Id);
        OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("biên bản buổi chiều"))).Id.ShouldNotBe(noted.Id);
        (await CaseAsync(made, admitted)).Files.Length.ShouldBe(2);
        await using var context = made.Reviewed.Round.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Act == "request.minutes-added").ToListAsync(Cancel)).ShouldHaveSingleItem().By.ShouldBe(made.Member.Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Wrong_minutes_are_taken_back_by_panel_or_secretary_and_the_right_ones_put_in_their_place(Kind kind)
    {
        using var made = await PassedAsync(kind, postgres);
        var (round, admitted) = (made.Reviewed.Round, await AdmittedAsync(made));
        var noted = OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("nhầm")));
        var wrong = (await CaseAsync(made, admitted)).MinutesOf(noted).ShouldNotBeNull();
        var ofTheUnit = made.Secretary with { Mandates = [.. made.Secretary.Mandates, .. round.Leader.Mandates] };
        (await HearAsync(made, admitted, ofTheUnit)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel", "nobody hears their own unit");
        foreach (var person in new[] { round.Leader, made.Reviewed.AgencyLeader, round.Stranger, ofTheUnit })
            (await Files(made).WithdrawMinutesAsync(Address(admitted), wrong.Id, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.not-on-panel", person.FullName);
        OpenRound.Must(await Files(made).WithdrawMinutesAsync(Address(admitted), wrong.Id, made.Secretary, Cancel));
        OpenRound.Must(await Files(made).WithdrawMinutesAsync(Address(admitted), wrong.Id, made.Member, Cancel)).Id.ShouldBe(wrong.Id, "a double click");
        (await OpensAsync(made, wrong, round.Leader), await OpensAsync(made, wrong, made.Member)).ShouldBe((false, true));
        OpenRound.Must(await HearAsync(made, admitted, made.Member, minutes: Pdf("đúng"))).Id.ShouldBe(noted.Id);
        (await CaseAsync(made, admitted)).MinutesOf(noted).ShouldNotBeNull().Id.ShouldNotBe(wrong.Id);
        (await Files(made).WithdrawMinutesAsync(Address(admitted), OpenRound.Must(await AttachAsync(made, admitted)).Id, made.Secretary, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.unknown", "what the unit laid in is its own");
        await using var context = round.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "request.minutes-withdrawn", Cancel)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_heard_before_the_request_was_filed()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var admitted = await AdmittedAsync(made);
        var filed = VietnamTime.Today(made.Reviewed.Round.Clock);
        made.Reviewed.Round.Clock.Now += TimeSpan.FromDays(2);
        Task<Result<RequestHearing>> OnAsync(DateOnly day) => HearAsync(made, admitted, made.Member, new(day, "Trụ sở", "An", "Trình bày", new("", SaysNotSecret: true)));
        foreach (var day in new[] { DateOnly.MinValue, filed.AddDays(-1), filed.AddDays(3) })
            (await OnAsync(day)).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.hearing-day", day.ToString("o"));
        OpenRound.Must(await OnAsync(filed));
    }

    [Fact]
    public async Task New_evidence_taken_back_is_for_council_and_auditor_only()
    {
        using var made = await PassedAsync(Kind.Sqlite, postgres);
        var round = made.Reviewed.Round;
        var (other, auditor) = (await round.PersonAsync("xd", Role.Appraiser, "xaydung"), await round.PersonAsync("kiemtoan", Role.Auditor, ""));
        var admitted = await AdmittedAsync(made, other.Id);
        var file = OpenRound.Must(await AttachAsync(made, admitted));
        (await OpensAsync(made, file, other)).ShouldBeTrue();
        OpenRound.Must(await Files(made).DetachAsync(Address(admitted), file.Id, round.Leader, Cancel));
        foreach (var (person, reads) in ((Person, bool)[])[(made.Member, true), (auditor, true), (other, false), (round.Leader, false), (round.Officer, false)])
        {
            (await OpensAsync(made, file, person)).ShouldBe(reads, person.FullName);
            (await CaseAsync(made, admitted)).For(person).OpensWithdrawn.ShouldBe(reads, person.FullName);
        }
    }

    private static RequestFiles Files(BeforeCouncil made) => made.Reviewed.Round.Installation.RequestFiles;

    private static MemoryStream Pdf(string text = "công văn") => new(System.Text.Encoding.UTF8.GetBytes("%PDF-1.7 " + text));

    private static Task<Result<RequestFile>> AttachAsync(BeforeCouncil made, ReviewRequest request, Person? person = null, Stream? content = null, bool says = true) =>
        Files(made).AttachAsync(Address(request), new("cong-van.pdf", says), content ?? Pdf(), person ?? made.Reviewed.Round.Leader, Cancel);

    private static Task<Result<RequestHearing>> HearAsync(BeforeCouncil made, ReviewRequest request, Person person, RecordHearing? input = null, Stream? minutes = null) =>
        Files(made).RecordHearingAsync(Address(request), input ?? new(VietnamTime.Today(made.Reviewed.Round.Clock), "Trụ sở Sở Nội vụ", "An, Bình", "Đơn vị trình bày", new(minutes is null ? "" : "bien-ban.pdf", SaysNotSecret: true)), minutes, person, Cancel);

    private static async Task<bool> OpensAsync(BeforeCouncil made, RequestFile file, Person person)
    {
        var opened = await Files(made).OpenAsync(file.Id, person, Cancel);
        if (opened?.Content is { } content)
            await content.DisposeAsync();
        return opened is not null;
    }
}
