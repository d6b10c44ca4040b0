using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Sets which share of a block is marked twice. Once a mark is given, the draw stays.</summary>
public sealed class DoubleMarkingDesk(ChiSoDatabase database, LiveRounds rounds, Reviews reviews)
{
    private const int LongestSeed = 40;

    /// <summary><c>null</c> where nothing is marked twice.</summary>
    public async Task<DoubleMarking?> ReadAsync(Guid block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.DoubleMarkings.AsNoTracking().SingleOrDefaultAsync(marking => marking.BlockId == block, cancel);
    }

    /// <summary>Lines drawn to be marked twice that are marked once unless somebody gets the role: whom the standing office has to find, by agency.</summary>
    public async Task<ImmutableArray<Problem>> OnceAsync(AssignmentBoard board, CancellationToken cancel)
    {
        await using var context = database.Open();
        var once = new List<string>();
        foreach (var map in board.Maps)
            once.AddRange((await DrawnMarks.ReadAsync(context, board, map, cancel)).Where(line => line.Value is { MissingFrom: Marker.Nobody, IsAppraised: false }).Select(line => map.Of(line.Key.Line, line.Key.Unit).Agency));
        return [.. once.CountBy(agency => agency).OrderBy(agency => agency.Key, StringComparer.Ordinal).Select(agency => DoubleProblems.Once(board.Agencies.NameOf(agency.Key).Vi, agency.Value))];
    }

    /// <summary>Every line the draw was made from, in printed order, then in official order of the units; empty where nothing is marked twice.</summary>
    /// <param name="review">The first appraisal of the whole block.</param>
    public async Task<ImmutableArray<DrawnLine>> DrawAsync(Review review, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await context.DoubleMarkings.AsNoTracking().SingleOrDefaultAsync(one => one.BlockId == review.Block.Id, cancel) is not { } marking)
            return [];
        var risks = await context.LineRisks.AsNoTracking().Where(risk => risk.BlockId == review.Block.Id).ToDictionaryAsync(risk => (risk.Unit, risk.Criterion), cancel);
        var drawn = DoubleDraw.Of(marking, review.Block, review.Criteria, risks.Values);
        return [.. from line in review.Lines
                   where DoubleDraw.IsDrawnFrom(line.Node)
                   let place = (line.Unit.Code, line.Node.Code)
                   select new DrawnLine(line.Unit, line.Node, risks.GetValueOrDefault(place), drawn.Contains(place))];
    }

    /// <summary>Sets the share. By risk the draw needs what the units handed in, so it waits for the last of them or the deadline; what it starts from is kept as it stood.</summary>
    public Task<Result<DoubleMarking>> SetAsync(string round, string block, SetDouble input, Change change, CancellationToken cancel) => database.WriteAsync<Result<DoubleMarking>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await rounds.FindAsync(context, round, cancel) is not { FrozenAt: null } found || found.Block(block) is not { } place)
                return DoubleProblems.Unknown(round);
            var wanted = new DoubleMarking { BlockId = place.Id, Share = input.Share, Seed = input.Seed.Trim().Normalize(), Choice = input.Choice };
            if (wanted is { Share: < 1 or > 100 } or { Seed.Length: 0 or > LongestSeed })
                return DoubleProblems.WrongShare(place.Name.Vi);
            var before = await context.DoubleMarkings.SingleOrDefaultAsync(marking => marking.BlockId == place.Id, cancel);
            if (before is not null && before.Share == wanted.Share && before.Seed == wanted.Seed && before.Choice == wanted.Choice)
                return before;
            if (await context.Positions.AnyAsync(row => row.BlockId == place.Id && row.Mark > 0 && row.Place == Position.AfterImported, cancel))
                return DoubleProblems.Begun(place.Name.Vi);
            var read = wanted.Choice == DoubleChoice.ByRisk ? await RisksAsync(context, found, place, cancel) : ImmutableArray<LineRisk>.Empty;
            if (!read.TryGet(out var risks))
                return read.Problems;
            if (before is not null)
                context.DoubleMarkings.Remove(before);
            await context.SaveChangesAsync(cancel);
            context.DoubleMarkings.Add(wanted);
            context.LineRisks.AddRange(risks);
            await Trail.AppendAsync(context, Trail.OfRound(round), change, "double-marking.set", block, new { before = Told(before), after = Told(wanted), risks = risks.IsEmpty ? null : DoubleDraw.HashOf(risks) }, cancel);
            return wanted;
        }, cancel);

    private async Task<Result<ImmutableArray<LineRisk>>> RisksAsync(ChiSoContext context, LiveRound round, LiveBlock block, CancellationToken cancel)
    {
        if (round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == StageKind.Review) is not { } stage || await reviews.ReadWithLastYearAsync(context, new(round.Code, block.Code, stage), cancel) is not { } review)
            return DoubleProblems.Unknown(block.Name.Vi);
        var waiting = review.Lines.Where(line => line is { State: ReviewState.Waiting, IsAtFirstLevel: false }).Select(line => line.Unit.Code).Distinct().Count();
        return waiting > 0
            ? DoubleProblems.TooEarly(block.Name.Vi, waiting)
            : RiskReading.Of(review, await reviews.ReadLastFirstAsync(context, review, cancel));
    }

    private static object? Told(DoubleMarking? marking) => marking is null ? null : new { marking.Share, marking.Seed, choice = marking.Choice.ToString() };
}

/// <summary>Which share of a block is marked twice, and how it is chosen.</summary>
/// <param name="Share">In percent, 1 to 100.</param>
public sealed record SetDouble(int Share, string Seed, DoubleChoice Choice);

/// <summary>A line the draw was made from.</summary>
/// <param name="Risk"><c>null</c> in a random draw.</param>
public sealed record DrawnLine(UnitInput Unit, CriteriaNode Node, LineRisk? Risk, bool IsDrawn);

/// <summary>Why a line can't be marked twice, or not in this way.</summary>
internal static class DoubleProblems
{
    public static Problem Unknown(string where) => new("double.unknown", where, new("Không có kỳ hoặc khối này, hoặc kỳ đã chốt.", "There is no such round or block, or it is frozen."), new("Tải lại trang.", "Load the page again."));

    public static Problem Once(string where, int lines) => new("double.once", where,
        new($"{lines} dòng rút thăm để chấm hai lần chỉ còn một người chấm được, cả ở cơ quan lẫn Tổ giúp việc Hội đồng, nên sẽ chỉ chấm một lần.", $"{lines} lines drawn to be marked twice have one person free to mark, in agency and working group together, so they are marked once."),
        new("Giao vai trò người thẩm định cho thêm một người ở cơ quan hoặc Tổ giúp việc; dòng chưa thẩm định sẽ lại được chấm hai lần.", "Give one more person of the agency or the working group the role of appraiser; lines not appraised yet are then marked twice again."));

    public static Problem SamePerson(ReviewLine line) => new("double.same-person", ReviewProblems.Named(line),
        new("Bạn làm thay, hoặc được làm thay bởi, người đã chấm lần kia; hai lần chấm phải của hai người khác nhau.", "You stand in for whoever gave the other mark, or they do for you; the two marks are of two people."),
        new("Để cán bộ thẩm định khác chấm lần này.", "Let another appraiser give this mark."));

    public static Problem WrongShare(string where) => new("double.share", where, new("Tỷ lệ phải từ 1 đến 100 phần trăm và phải có mầm rút thăm, tối đa 40 ký tự.", "The share must be 1 to 100 percent, with a seed of 40 characters at most."), new("Ghi lại tỷ lệ và mầm.", "Write share and seed again."));

    public static Problem Begun(string where) => new("double.begun", where, new("Đã có người chấm độc lập nên không đổi được tỷ lệ, mầm và cách chọn.", "A mark is given already, so share, seed and choice stay."), new("Giữ nguyên cho đến hết kỳ.", "Keep them until the round is over."));

    public static Problem TooEarly(string where, int units) => new("double.too-early", where,
        new($"{units} đơn vị chưa nộp và chưa hết hạn tự đánh giá nên chưa tính được rủi ro của từng dòng.", $"{units} units have not handed in and still may, so the risk of their lines isn't known."),
        new("Chờ các đơn vị nộp hoặc hết hạn, hay chọn ngẫu nhiên.", "Wait until they hand in or the deadline has passed, or draw at random."));

    public static Problem OneByOne(ReviewLine line) => new("double.one-by-one", ReviewProblems.Named(line), new("Dòng này được hai người chấm độc lập nên không chấp nhận hàng loạt hoặc nạp từ tệp được.", "The line is marked by two people apart, so it can't be accepted in bulk or loaded from a file."),
        new("Mở dòng và tự ghi kết quả thẩm định.", "Open the line and enter your own mark."));

    public static Problem NoConsensus(ReviewLine line) => new("double.no-reason", ReviewProblems.Named(line), new("Kết luận thống nhất sau hai lần chấm cần có lý do.", "Settling two marks needs a reason."), new("Ghi lý do chọn kết quả này.", "Write why it is this one."));
}
