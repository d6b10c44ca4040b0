using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>Names of outcomes and rates, once for pages and commands.</summary>
public static class OutcomeWords
{
    public static Words Of(Outcome outcome) => outcome switch
    {
        Outcome.Complete => new("Đã trả lời (I)", "Complete (I)"),
        Outcome.Partial => new("Trả lời một phần (P)", "Partial (P)"),
        Outcome.Refusal => new("Từ chối (R)", "Refused (R)"),
        Outcome.NonContact => new("Không gặp được (NC)", "Not reached (NC)"),
        Outcome.Other => new("Lý do khác (O)", "Other (O)"),
        Outcome.NotEligible => new("Không thuộc đối tượng (NE)", "Not eligible (NE)"),
        _ => new("Chưa rõ có thuộc đối tượng (U)", "Unknown eligibility (U)"),
    };

    /// <summary>What a rate says, without its number.</summary>
    public static Words Of(string rate) => rate[..^1] switch
    {
        "RR" => new("tỷ lệ trả lời", "response rate"),
        "COOP" => new("tỷ lệ hợp tác", "cooperation rate"),
        "REF" => new("tỷ lệ từ chối", "refusal rate"),
        _ => new("tỷ lệ tiếp cận được", "contact rate"),
    };
}
