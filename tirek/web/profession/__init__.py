"""The pages of the profession: for those who practise, for the association, and for anybody."""
