using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Appraisal;

/// <summary>A round whose self-assessment is open, with the standing office that fills figures in and the agency that appraises the line of drafts.</summary>
public sealed class PrefilledRound : IDisposable
{
    /// <summary>Two figures: a, drafts in time; b, drafts planned.</summary>
    public const string Line = ReviewedRound.Drafts;

    /// <summary>Four of five, from the register of documents.</summary>
    public const string File = "Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn,Tham chiếu\nnoivu,2.1.1,a,4,Hệ thống quản lý văn bản,05/01/2025,https://qlvb.example.vn/noivu\nnoivu,2.1.1,b,5,Hệ thống quản lý văn bản,05/01/2025,\nyte,2.1.1,a,,,,\n";

    private PrefilledRound(OpenRound round) => Round = round;

    public OpenRound Round { get; }

    public Person Office { get; private set; } = null!; // set when the round is made

    public Person Appraiser { get; private set; } = null!; // likewise

    public Person AgencyLeader { get; private set; } = null!; // likewise

    public Prefilling Prefilling => Round.Installation.Prefilling;

    public PrefilledLoading Loading => Round.Installation.PrefilledLoading;

    public static LineAddress Address { get; } = new(OpenRound.Code, OpenRound.Block, OpenRound.Unit, Stages.Self, new(Line));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PrefilledRound> NewAsync(Kind kind, PostgresServer postgres)
    {
        var made = new PrefilledRound(await OpenRound.NewAsync(kind, postgres));
        made.Office = await made.Round.PersonAsync("thuongtruc", Role.StandingOffice, "");
        made.Appraiser = await made.Round.PersonAsync("thamdinh", Role.Appraiser, ReviewedRound.Agency);
        made.AgencyLeader = await made.Round.PersonAsync("chutri", Role.LeadAgencyLeader, ReviewedRound.Agency);
        return made;
    }

    /// <summary>The same with the figures of <see cref="File"/>.</summary>
    public static async Task<PrefilledRound> FilledAsync(Kind kind, PostgresServer postgres)
    {
        var made = await NewAsync(kind, postgres);
        OpenRound.Must(await made.LoadAsync(made.Office)).ShouldBe(2);
        return made;
    }

    public async Task<Result<int>> LoadAsync(Person person, string file = File, string name = "so-lieu.csv")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await LoadAsync(person, content, name);
    }

    /// <summary>A file sent, looked at and taken in.</summary>
    public async Task<Result<int>> LoadAsync(Person person, Stream content, string name)
    {
        var laid = await Loading.LayInAsync(OpenRound.Code, OpenRound.Block, content, name, person, Cancel);
        return laid.TryGet(out var id) ? await Loading.TakeInAsync(id, (await PlanAsync(id, person)).Seen, person, Cancel) : laid.Problems;
    }

    public async Task<Guid> LayInAsync(Person person, string file)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return OpenRound.Must(await Loading.LayInAsync(OpenRound.Code, OpenRound.Block, content, "so-lieu.csv", person, Cancel));
    }

    public async Task<PrefilledPlan> PlanAsync(Guid id, Person person) => (await Loading.PlanAsync(id, person, Cancel)).ShouldNotBeNull();

    /// <summary>A figure of the line as the unit's sheet shows it.</summary>
    public async Task<LineFigure> FigureAsync(string letter = "a") => (await Round.SheetAsync()).Prefilled.Single(one => one.Figure.Criterion.Value == Line && one.Figure.Letter == letter);

    public async Task<int> SeenAsync() => (await Round.SheetAsync()).Positions.GetValueOrDefault(new(Line))?.Sequence ?? 0;

    /// <summary>What a page shows of the line's figures now.</summary>
    public async Task<string> ShownAsync()
    {
        var sheet = await Round.SheetAsync();
        return LineFigure.Shown(sheet.PrefilledOn(sheet.Own().Single(node => node.Code.Value == Line)));
    }

    public Task<Result<SaveOutcome>> ConfirmAsync(Person person, int? seen = null) => ConfirmTypedAsync(person, [], seen: seen);

    /// <param name="typed">What stands in the fields, by letter.</param>
    /// <param name="shown">What the page showed; <c>null</c> for what stands now.</param>
    public async Task<Result<SaveOutcome>> ConfirmTypedAsync(Person person, Dictionary<string, string> typed, string? shown = null, int? seen = null) =>
        await Round.Installation.PrefilledFigures.ConfirmAsync(Address, new(seen ?? await SeenAsync(), shown ?? await ShownAsync(), typed.ToImmutableDictionary(), "", "Báo cáo số 1/BC"), person, DecimalMark.Comma, Cancel);

    public async Task<Result<FigureDispute>> DisputeAsync(Person person, string value = "5", string reason = "Sổ theo dõi của Sở", string letter = "a", int? seen = null, string? shown = null) =>
        await Round.Installation.PrefilledFigures.DisputeAsync(Address, new(letter, shown ?? await ShownAsync(), seen ?? await SeenAsync(), value, reason), person, DecimalMark.Comma, Cancel);

    public Task<Result<FigureDispute>> WithdrawAsync(FigureDispute dispute, Person person) => Round.Installation.PrefilledFigures.WithdrawAsync(Address, dispute.Id, dispute.Version, person, Cancel);

    public Task<Result<FigureDispute>> DecideAsync(FigureDispute dispute, DisputeStep? step, Person person, string reason = "Đã đối chiếu", int? seen = null, string stage = Stages.FirstReview) =>
        Prefilling.DecideAsync(ReviewedRound.Part with { Stage = stage }, dispute.Id, seen ?? dispute.Version, step, reason, person, Cancel);

    /// <summary>The unit fills the rest and hands in; the appraisal is open.</summary>
    public async Task HandInAsync()
    {
        var sheet = await Round.SheetAsync();
        if (sheet.Positions.GetValueOrDefault(new(Line)) is { Evidence.Length: 0 } position) // a dispute leaves the words of the line as they are
        {
            var leaf = sheet.Own().Single(node => node.Code.Value == Line).Scoring!; // own lines are scored
            OpenRound.Must(await Round.SaveAsync(Round.Officer, Line, position.Sequence, Application.CriteriaSets.EntryText.Format(EngineJson.Read<Entry>(position.Entry), leaf).Replace('.', ',')));
        }

        await Round.FillAsync();
        OpenRound.Must(await Round.MoveAsync(Round.Leader, SheetStep.HandIn));
        await Round.DateAsync(Stages.FirstReview, 0, 60);
    }

    public async Task<ReviewLine> ReviewLineAsync() => (await Round.Installation.Reviews.ReadAsync(ReviewedRound.Part, Cancel)).ShouldNotBeNull().Line(OpenRound.Unit, new(Line)).ShouldNotBeNull();

    public void Dispose() => Round.Dispose();
}
