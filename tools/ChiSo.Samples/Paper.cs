using System.Globalization;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Samples;

/// <summary>Lays a year's paper around the final entries: self-assessment, appraisal, explanation, second appraisal, council.</summary>
internal sealed class Paper(Search search)
{
    private const string Council = "Hội đồng thẩm định";
    private const string WorkingGroup = "Tổ giúp việc Hội đồng thẩm định";

    public IEnumerable<PositionDocument> Positions()
    {
        for (var unit = 0; unit < search.Block.Units.Length; unit++)
        {
            for (var leaf = 0; leaf < search.Leaves.Length; leaf++)
            {
                foreach (var position in OfLine(unit, leaf))
                    yield return position;
            }
        }
    }

    private IEnumerable<PositionDocument> OfLine(int unit, int leaf)
    {
        if (search.EntryOf(unit, leaf) is not { } final)
            return [];

        var (who, node) = (search.Block.Units[unit], search.Leaves[leaf]);
        if (node.Scoring!.SuppliedBy != Supplier.Unit)
            return [At("review1", final, "", "", node.Scoring.LeadAppraiser)];

        var loss = search.LossOf(unit, leaf);
        var claim = search.Maker.Make(who.Code, node, loss * 0.3);
        var harsh = search.Maker.Make(who.Code, node, (loss * 1.7) + 0.15);
        var (agreed, harsher) = (claim.Equals(final), !harsh.Equals(final));
        var draw = Noise.Of(who.Code, node.Code.Value, "path");
        var appraiser = node.Scoring.LeadAppraiser == who.Name.Vi ? WorkingGroup : node.Scoring.LeadAppraiser;
        return (agreed, harsher) switch
        {
            (true, true) when draw < 0.05 => [Self(final), Cut(harsh), Explained(final), Second(final, "Chấp nhận giải trình; tài liệu bổ sung đủ và đúng kỳ số liệu.")],
            (true, _) when draw > 0.985 => [Draft(harsh), Self(final) with { Sequence = 2 }, Accepted()],
            (true, _) => [Self(final), Accepted()],
            (false, true) when draw < 0.12 => [Self(claim), Cut(harsh), Explained(claim), Second(final, "Chấp nhận một phần giải trình theo tài liệu bổ sung.")],
            (false, true) when draw < 0.18 => [Self(claim), Cut(harsh), Explained(claim), Second(harsh, "Giữ nguyên kết quả thẩm định lần 1."), Concluded()],
            (false, _) when draw < 0.3 => [Self(claim), Cut(final), Explained(claim), Second(final, "Giữ nguyên kết quả thẩm định lần 1: tài liệu bổ sung ban hành sau thời điểm chốt số liệu.")],
            (false, _) when draw < 0.65 => [Self(claim), Cut(final)],
            _ => [Self(final), Accepted()],
        };

        PositionDocument At(string stage, Entry entry, string reason, string evidence, string by) =>
            new(who.Code, node.Code, stage, 0, 1, entry, true, reason, evidence, by);
        PositionDocument Draft(Entry entry) => At("self", entry, "", "", who.Name.Vi) with { HandedIn = false };
        PositionDocument Self(Entry entry) => At("self", entry, "", Cited(who, node), who.Name.Vi);
        PositionDocument Accepted() => At("review1", final, "", "", appraiser);
        PositionDocument Cut(Entry entry) => At("review1", entry, WhyCut(node), "", appraiser);
        PositionDocument Explained(Entry entry) => At("explanation", entry, "Đơn vị giải trình và bổ sung tài liệu kiểm chứng.", Cited(who, node, "bổ sung"), who.Name.Vi);
        PositionDocument Second(Entry entry, string reason) => At("review2", entry, reason, "", appraiser);
        PositionDocument Concluded() => At("council", final, "Hội đồng thẩm định xem xét theo đề nghị của đơn vị và biểu quyết mức này.", "Biên bản họp Hội đồng thẩm định (minh họa)", Council);
    }

    private static string WhyCut(CriteriaNode node) => node.Scoring!.Rule switch
    {
        ScoringRule.YesNo => "Chưa có tài liệu kiểm chứng theo yêu cầu.",
        ScoringRule.Choice => "Tài liệu kiểm chứng cho thấy mức khác với mức tự chọn.",
        ScoringRule.Rubric => "Nội dung chưa nêu đủ nguyên nhân và giải pháp theo hướng dẫn chấm điểm.",
        ScoringRule.Ladder => "Số liệu theo tài liệu kiểm chứng khác số liệu tự kê khai.",
        ScoringRule.MeanOverItems => "Mức hoàn thành một số chỉ tiêu được tính lại theo báo cáo chính thức.",
        _ => "Chỉ tính phần có tài liệu kiểm chứng; phần còn lại chưa có văn bản kèm theo.",
    };

    /// <summary>A made-up document, in the form officials cite: number, symbol, day.</summary>
    private static string Cited(UnitInput unit, CriteriaNode node, string again = "")
    {
        var number = Noise.Between(12, 980, unit.Code, node.Code.Value, again);
        var day = Noise.Between(3, 20, unit.Code, node.Code.Value, again, "day");
        return string.Create(CultureInfo.InvariantCulture, $"Báo cáo số {number}/BC ngày {day:00}/{(again.Length == 0 ? "12/2023" : "01/2024")} (minh họa)");
    }
}
